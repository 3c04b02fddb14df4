"""A real OpenBao server in memory, over plain HTTP and over TLS, filled with the secrets of vault/dev-values.txt."""

import http.client
import json
import os
import secrets
import socket
import subprocess
import time
import urllib.error
import urllib.request

VAULT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "vault")
BASE = "secret/data/breakpilot/"
ROLE = "breakpilot-backend"
# Never by way of a proxy that the shell knows.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Server:
    """Running from its making to close()."""

    def __init__(self, bao, folder):
        self.folder = folder
        self.token = secrets.token_hex(16)
        http, tls = free_ports(2)
        self.http = "http://127.0.0.1:%d" % http
        self.https = "https://127.0.0.1:%d" % tls
        self.ca = os.path.join(folder, "vault-ca.pem")
        config = os.path.join(folder, "server.hcl")
        with open(config, "w") as file:
            file.write('listener "tcp" {\n  address = "127.0.0.1:%d"\n  tls_disable = true\n}\n' % http)
        # -dev-tls makes a CA and a certificate of its own; the plain listener is the configuration's.
        command = [bao, "server", "-dev", "-dev-tls", "-dev-tls-cert-dir=" + folder, "-dev-no-store-token", "-log-level=error",
                   "-dev-listen-address=127.0.0.1:%d" % tls, "-config=" + config]
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "BAO_DEV_ROOT_TOKEN_ID": self.token}
        with open(os.path.join(folder, "server.log"), "w") as log:
            self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            start_new_session=True)

    def wait(self):
        for _ in range(300):
            try:
                self.call("GET", "sys/health")
                self.call("GET", "sys/internal/ui/mounts/secret")
                return
            except (urllib.error.URLError, OSError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.2)
        with open(os.path.join(self.folder, "server.log")) as log:
            raise SystemExit("startup.sh: the server does not start:\n" + log.read()[-1000:])

    def fill(self, canaries):
        """Every path of the hierarchy, the policy, the AppRole; its role id and secret id become files.

        canaries: environment name to value; the others get values of no interest.
        """
        paths = {}
        with open(os.path.join(VAULT, "dev-values.txt")) as lines:
            for path, field, name, _ in (line.split() for line in lines if not line.startswith("#")):
                paths.setdefault(path, {})[field] = canaries.get(name) or secrets.token_hex(16)
        for path, fields in paths.items():
            self.call("POST", BASE + path, {"data": fields})
        with open(os.path.join(VAULT, "policies", ROLE + ".hcl")) as policy:
            self.call("POST", "sys/policies/acl/" + ROLE, {"policy": policy.read()})
        self.call("POST", "sys/auth/approle", {"type": "approle"})
        role = "auth/approle/role/" + ROLE
        self.call("POST", role, {"token_policies": ROLE, "token_ttl": "1h"})
        self.role_id = self.call("GET", role + "/role-id")["data"]["role_id"]
        self.secret_id = self.call("POST", role + "/secret-id", {})["data"]["secret_id"]
        self.role_id_file = self.write("role-id", self.role_id)
        self.secret_id_file = self.write("secret-id", self.secret_id)
        return len(paths)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.http + "/v1/" + path, data, {"X-Vault-Token": self.token}, method=method)
        with OPENER.open(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def read_millis(self, path, times):
        """How long one read over an open connection takes, of each: the share of the server and the kernel."""
        connection = http.client.HTTPConnection(self.http.rpartition("/")[2], timeout=30)
        taken = []
        for _ in range(times):
            began = time.perf_counter()
            connection.request("GET", "/v1/" + BASE + path, headers={"X-Vault-Token": self.token})
            answer = connection.getresponse()
            taken.append(1000 * (time.perf_counter() - began))
            if answer.status != 200:
                raise SystemExit("startup.sh: %s answers %d" % (path, answer.status))
            answer.read()
        connection.close()
        return taken

    def close(self):
        self.process.kill()
        self.process.wait()


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
