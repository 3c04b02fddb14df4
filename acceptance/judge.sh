# shellcheck shell=sh disable=SC2034,SC2154 # variables shared with run.sh and the programs
# What is said of finished runs. Sourced by run.sh.
#
# compare          0 if run `same` wrote what `baseline` wrote, but for times, process ids and addresses
# measure NAME     three starts without and three with the agent; writes the medians into docs/compatibility-programs.md

# What differs from one start to the next without any agent: times, the process id, addresses. The agent's option is what we add;
# programs that list their options show it.
normalise() {
    escape=$(printf '\033')
    normal <"$1" | sed -E \
        -e "s/$escape\[[0-9;]*m//g" \
        -e 's/-javaagent:[^ ]* ?//g' -e '/ Command line argument: *$/d' \
        -e "s/\\b$2\\b/PID/g" \
        -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}([.,][0-9]+)?(Z|[+-][0-9:]+)?/TIME/g' \
        -e 's/[0-9]{2}-[A-Z][a-z]{2}-[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?/TIME/g' \
        -e 's,[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:]+ \+0000,TIME,g' \
        -e 's/[A-Z][a-z]{2} [0-9]{2}, [0-9]{4} [0-9:]+ [AP]M/TIME/g' \
        -e 's/\b[0-9]{2}:[0-9]{2}:[0-9]{2}([.,][0-9]+)?/TIME/g' \
        -e 's/\[?\b[0-9][0-9.,]*\]? ?(ms|milliseconds|seconds?|s)\b/DURATION/g' \
        -e 's/(running for|Started @)[ 0-9.]+/\1DURATION/' \
        -e 's/@[0-9a-f]{5,8}\b/@ADDRESS/g'
}

compare() {
    for stream in out err; do
        for of in baseline same; do
            normalise "$work/$program.$of.$stream" "$(cat "$work/$program.$of.pid")" >"$work/$of"
            [ "$order" != any ] || LC_ALL=C sort -o "$work/$of" "$work/$of"
        done
        if ! cmp -s "$work/baseline" "$work/same"; then
            printf '%s, same: std%s is not as without the agent:\n' "$program" "$stream" >>"$work/why"
            diff "$work/baseline" "$work/same" | head -n 12 | cut -c1-300 | sed 's/^/  | /' >>"$work/why"
            return 1
        fi
    done
}

# Milliseconds of the processor that the shell's children had used up in all.
cpu() { awk 'NR == 2 { split($1 "m" $2, t, "m"); printf "%d", (t[1] + t[3]) * 60000 + (t[2] + t[4]) * 1000 }' "$1"; }

median() { sort -n "$1" | sed -n 2p; }

# In turns, so that a machine that is getting busier does not look like a slow agent.
measure() {
    rm -f "$work"/*.figure
    for round in 1 2 3; do
        for run_name in baseline vault; do
            once "$1" "$run_name" || { cat "$work/why" >&2; return 1; }
            echo "$took" >>"$work/$run_name.figure"
            echo $(($(cpu "$work/times.after") - $(cpu "$work/times.before"))) >>"$work/$run_name.cpu.figure"
        done
    done
    time_without=$(median "$work/baseline.figure") time_with=$(median "$work/vault.figure")
    cpu_without=$(median "$work/baseline.cpu.figure") cpu_with=$(median "$work/vault.cpu.figure")
    printf '| %s | %s | %s | %s | %s | %s | %+d | %s | %s | %+d |\n' "$1" "$about" "$jdk" "$gets" \
        "$time_without" "$time_with" $((time_with - time_without)) \
        "$cpu_without" "$cpu_with" $((cpu_with - cpu_without)) | sed 's/</\&lt;/g' >"$work/rows"
    write_row "$1"
}

# The rows of other programs stay as they are.
write_row() {
    page=$root/docs/compatibility-programs.md
    sed -n '/^<!-- programs -->$/,/^<!-- \/programs -->$/p' "$page" | grep '^| [a-z]' | grep -v -e '^| program |' -e "^| $1 |" >>"$work/rows" || true
    {
        sed '/^<!-- programs -->$/q' "$page"
        echo '| program | what it is, and how it reads its secret | Java | secret is a | start without | with | added | CPU without | with | added |'
        echo '|---|---|---|---|---|---|---|---|---|---|'
        LC_ALL=C sort "$work/rows"
        sed -n '/^<!-- \/programs -->$/,$p' "$page"
    } >"$work/page"
    cat "$work/page" >"$page"
}
