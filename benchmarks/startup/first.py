"""Starts one new JVM for each figure, all ways in turns, and prints medians. Run by decisions.sh."""

import http.server
import statistics
import subprocess
import sys
import threading

WAYS = ("line-println", "line-slf4j-simple", "read-socket", "read-HttpURLConnection", "read-java.net.http",
        "read-vault-java-driver")
ANSWER = b'{"request_id":"1","lease_id":"","renewable":false,"lease_duration":60,"data":{"value":"one"},"auth":null}'


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *_):
        pass


def main():
    java, classes, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    figures = {way: [] for way in WAYS}
    for number in range(rounds + 1):
        for way in WAYS:
            said = subprocess.run([java, "-cp", classes, "First", way, str(server.server_port)], check=True, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60).stdout
            # The first round fills the caches of the machine.
            if number > 0:
                figures[way].append(float(said))
    print("| for the first time in a JVM | rounds | ms |\n|---|---|---|")
    for way, values in figures.items():
        low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
        print("| %s | %d | %.1f (%.1f…%.1f) |" % (way.replace("-", ": ", 1), rounds, middle, low, high))
    server.shutdown()


if __name__ == "__main__":
    main()
