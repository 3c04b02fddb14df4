# shellcheck shell=sh disable=SC2034,SC2086,SC2154 # variables shared with run.sh and the programs; $jvm is words
# One run of one program. Sourced by run.sh.
#
# once NAME RUN        starts, asks, ends and judges; a run that failed writes its reason to $work/why and returns 1
# end_program          ends what is still running of the program that run.sh started last, nothing else

marker=BP_ACCEPTANCE_$$

# The processes of the program, however often they forked: the marker is in their environment.
program_pids() {
    grep -lsz "^$marker=" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
}

end_program() {
    for pid in $(program_pids); do kill -KILL "$pid" 2>/dev/null || true; done
}

default_start() { exec "$java" $jvm -cp "$classes:$lib/*" acceptance.Main; }

why() {
    printf '%s, %s: %s\n' "$program" "$run_name" "$1" >>"$work/why"
    for text in "$out" "$err"; do
        if grep -qF -f "$work/canaries" "$text"; then
            echo "  | (holds a secret, not shown)" >>"$work/why"
        else
            tail -n 8 "$text" | cut -c1-300 | sed 's/^/  | /' >>"$work/why"
        fi
    done
    return 1
}

# run       real value there   agent   Vault    mapped
# baseline  yes                no
# without   no                 no
# vault     no                 yes     up       the program's name
# outage    yes                yes     down     the program's name
# same      yes                yes     up       a name that the program never reads
set_up() {
    rm -rf "$run"
    mkdir "$run" "$run/tmp" "$run/home"
    real='' jvm="-Djava.io.tmpdir=$run/tmp -Duser.home=$run/home" address=$VAULT_ADDR mapped=$name expected=
    case $run_name in
        baseline) real=yes expected=$real_value ;;
        without) ;;
        vault) expected=$vault_value ;;
        # A port that is closed on every machine: binding it takes a privilege, and no service has it.
        outage) real=yes expected=$real_value address=http://127.0.0.1:1 ;;
        same) real=yes expected=$real_value mapped=BP_NEVER_READ ;;
    esac
    case $run_name in
        baseline | without) ;;
        *) jvm="-javaagent:$work/bp-secrets.jar=$run/agent.properties $jvm" ;;
    esac
    {
        echo "vault.address = $address"
        echo "vault.token-file = $work/token"
        echo "secret.$mapped = acceptance#value"
        echo "log.level = warn"
        if [ "$gets" = file ]; then
            echo "files.directory = $secrets"
            # In run `same` another name has another file: one that the program does not read either.
            [ "$run_name" = same ] || echo "file.$mapped = $file"
        fi
    } >"$run/agent.properties"
    if [ -n "$real" ] && [ "$gets" = file ]; then
        mkdir -p "$secrets"
        printf %s "$real_value" >"$secrets/$file"
    fi
    (prepare) || die "$program cannot be prepared"
}

# In the background, with an environment of its own: nothing of the user's shell, in particular no VAULT_TOKEN.
launch() {
    # Before the fork: whoever reads them must find neither no file nor the last run's.
    : >"$out"
    : >"$err"
    (
        cd "$run" || exit
        for variable in $(env | sed -n 's/^\([A-Za-z_][A-Za-z_0-9]*\)=.*/\1/p'); do
            case $variable in PATH | PWD) ;; *) unset "$variable" ;; esac
        done
        # shellcheck disable=SC2163
        export "$marker=1" HOME="$run/home" LC_ALL=C.UTF-8 TZ=UTC JAVA_HOME="$java_home" PATH="$java_home/bin:$PATH"
        if [ -n "$real" ] && [ "$gets" = variable ]; then
            export "$name=$real_value"
        fi
        start
    ) >>"$out" 2>>"$err" </dev/null &
    pid=$!
}

# Until the line that says so is written, or the program has ended, or patience has: tail sees a line the moment it is written.
# Of one stream only: two that are read at once can run into one line.
wait_ready() {
    eval "stream=\$$ready_on"
    timeout "$patience" tail -n +1 -s 0.1 -f --pid="$pid" "$stream" 2>/dev/null | grep -qm1 -E "$ready"
}

# Of its own where it is no server; whoever does not end within a minute is killed. Sets ended: the exit status.
wait_end() {
    [ -z "$serves" ] || kill -TERM "$pid" 2>/dev/null || true
    timeout 60 tail -s 0.1 -f --pid="$pid" /dev/null || kill -KILL "$pid" 2>/dev/null || true
    ended=0
    wait "$pid" || ended=$?
    times >"$work/times.after"
}

once() {
    program=$1 run_name=$2 out=$work/$1.$2.out err=$work/$1.$2.err java=$java_home/bin/java
    set_up
    times >"$work/times.before"
    began=$(date +%s%N)
    launch
    echo "$pid" >"$work/$1.$2.pid"
    proof=
    if wait_ready; then
        took=$((($(date +%s%N) - began) / 1000000))
        proof=$(ask 2>/dev/null) || proof=
    fi
    wait_end
    judge
}

judge() {
    tries=0
    while [ -n "$(program_pids)" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 50 ] || { end_program; why "left processes behind"; return 1; }
        sleep 0.2
    done
    rm -rf "$secrets"
    [ -z "$persists" ] || rm -rf "$run"
    ! grep -rqsF -f "$work/canaries" "$run" "$out" "$err" || { why "wrote the secret's value into its output or a file"; return 1; }
    if [ "$run_name" = without ]; then
        case $proof in "$(proof_of "$real_value")" | "$(proof_of "$vault_value")") why "has the secret, from nowhere"; return 1 ;; esac
        return 0
    fi
    [ "$proof" = "$(proof_of "$expected")" ] || { why "did not get the value: it showed '$proof', status $ended"; return 1; }
    # By TERM, or of its own: not by a crash, nor by our KILL because it did not end.
    case ${serves:-no} in
        no) [ "$ended" -eq 0 ] ;;
        *) [ "$ended" -le 128 ] || [ "$ended" -eq 143 ] ;;
    esac || { why "got the value, and ended with status $ended"; return 1; }
    [ "$run_name" != same ] || compare
}
