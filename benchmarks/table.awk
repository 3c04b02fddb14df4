# Two CSV results of JMH with -prof gc, first without and then with the agent: one Markdown row a benchmark.
function text(s) { gsub(/"/, "", s); return s }
FNR == 1 { run++; next }
{
    name = text($1)
    sub(/^io\.bpsecrets\.benchmarks\./, "", name)
    value = text($5)
    if (name ~ /gc\.alloc\.rate\.norm$/) {
        sub(/:.*/, "", name)
        bytes[run, name] = value
    } else if (name !~ /:/) {
        time[run, name] = value
        spread[run, name] = text($6)
        if (run == 1) order[++count] = name
    }
}
END {
    print "| call | without, ns | with, ns | ratio | without, bytes | with, bytes |"
    print "|---|---|---|---|---|---|"
    for (i = 1; i <= count; i++) {
        n = order[i]
        printf "| %s | %.1f ±%.1f | %.1f ±%.1f | %.2f | %.0f | %.0f |\n", n, time[1, n], spread[1, n], time[2, n], spread[2, n], \
            time[2, n] / time[1, n], bytes[1, n], bytes[2, n]
    }
}
