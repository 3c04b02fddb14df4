"""What is started: the table of variants, each a command, its environment and what it is compared with."""

import json
import os
from collections import namedtuple

NAME = "POSTGRES_PASSWORD"
PATH = "database/postgres"
FIELD = "password"

# quiet: nothing may be written to standard error.
Variant = namedtuple("Variant", "label command environment quiet")
# base: the label of the variant that the others of the group are compared with, round by round.
Group = namedtuple("Group", "base rounds variants")


def java_hash(text):
    """String.hashCode: what the program compares, so that no value is on a command line."""
    value = 0
    for letter in text:
        value = (31 * value + ord(letter)) & 0xFFFFFFFF
    return value - (1 << 32) if value >= 1 << 31 else value


class Variants:
    """All of one Java home."""

    def __init__(self, options, server, canary, home):
        self.options = options
        self.server = server
        self.canary = canary
        self.hash = str(java_hash(canary))
        self.java = os.path.join(home, "bin", "java")
        # The PATH is of no use to the program, but a JVM without any variable is no one's.
        self.bare = {"PATH": "/usr/bin:/bin", "HOME": server.folder, "LC_ALL": "C.UTF-8"}
        self.read = [NAME, self.hash]

    def groups(self):
        peers = self.options.peers
        yield Group("empty agent", self.options.rounds, self.agents())
        slow = [self.empty()]
        slow += [self.bao_agent()] if "bao" in peers else []
        slow += [self.otel(peers["otel"])] if "otel" in peers else []
        if len(slow) > 1:
            yield Group(slow[0].label, self.options.peer_rounds, slow)
        if "spring" in peers:
            spring = self.spring(peers["spring"])
            yield Group(spring[0].label, self.options.peer_rounds, spring)

    def agents(self):
        mapped = {"secret." + NAME: "%s#%s" % (PATH, FIELD)}
        return [
            self.program("no agent", [], []),
            self.empty(),
            self.ours("bp-secrets, mode=off", self.server.http, dict(mapped, mode="off"), []),
            self.ours("bp-secrets, both doors woven, nothing read", self.server.http, mapped, []),
            self.ours("bp-secrets, one secret, HTTP, AppRole", self.server.http, mapped, self.read),
            self.ours("bp-secrets, whole profile (13 paths), HTTP, AppRole", self.server.http, {"profile": "breakpilot"}, self.read),
            self.ours("bp-secrets, one secret, TLS with a PEM CA, AppRole", self.server.https,
                      dict(mapped, **{"vault.ca-cert": self.server.ca}), self.read),
            self.handshake(),
        ]

    def program(self, label, jvm, arguments, main="Measured", **environment):
        command = [self.java] + jvm + ["-cp", os.path.join(self.options.made, "program"), main] + arguments
        return Variant(label, command, dict(self.bare, **environment), True)

    def empty(self, *jvm):
        return self.program("empty agent", self.empty_agent() + list(jvm), [])

    def empty_agent(self):
        return ["-javaagent:" + os.path.join(self.options.made, "empty.jar")]

    def handshake(self, *jvm):
        """The least that any client in this JVM takes for TLS."""
        host, port = self.server.https.rpartition("/")[2].split(":")
        label = "empty agent, and one TLS handshake by the JDK alone with that CA"
        return self.program(label, self.empty_agent() + list(jvm), [host, port, self.server.ca], "Handshake")

    def ours(self, label, address, keys, arguments):
        return self.program(label, [self.agent_option(label, address, keys)], arguments)

    def agent_option(self, label, address, keys):
        common = {"vault.address": address, "vault.role-id-file": self.server.role_id_file,
                  "vault.secret-id-file": self.server.secret_id_file, "log.level": "warn"}
        lines = ["%s = %s\n" % each for each in dict(common, **keys).items()]
        name = "".join(letter if letter.isalnum() else "-" for letter in label) + ".properties"
        return "-javaagent:%s=%s" % (self.options.agent, self.server.write(name, "".join(lines)))

    def bao_agent(self):
        started = self.program("", [], self.read).command
        config = self.server.write("bao-agent.hcl", """
vault { address = "%s" }
auto_auth {
  method "approle" {
    config = { role_id_file_path = "%s", secret_id_file_path = "%s", remove_secret_id_file_after_reading = false }
  }
}
env_template "%s" { contents = "{{ with secret \\"secret/data/breakpilot/%s\\" }}{{ .Data.data.%s }}{{ end }}" }
exec {
  command = %s
  restart_on_secret_changes = "never"
}
""" % (self.server.http, self.server.role_id_file, self.server.secret_id_file, NAME, PATH, FIELD, json.dumps(started)))
        command = [self.options.bao, "agent", "-log-level=error", "-config=" + config]
        return Variant("`bao agent` exec, one secret, HTTP, AppRole", command, self.bare, False)

    def otel(self, jar):
        off = ["-Dotel.%s.exporter=none" % signal for signal in ("traces", "metrics", "logs")]
        label = "OpenTelemetry's agent %s, no exporter" % jar.rpartition("-")[2].replace(".jar", "")
        return self.program(label, ["-javaagent:" + jar] + off, [])._replace(quiet=False)

    def spring(self, folder):
        def boot(label, libraries, name, jvm, keys, **environment):
            keys = dict({"spring.main.banner-mode": "off", "logging.level.root": "warn"}, **keys)
            config = self.server.write("boot-%s.properties" % libraries, "".join("%s=%s\n" % each for each in keys.items()))
            command = [self.java] + jvm + [
                "-Dspring.config.location=file:" + config, "-Dmeasured.name=" + name, "-Dmeasured.hash=" + self.hash,
                "-cp", "%s/classes:%s/%s/*" % (folder, folder, libraries), "startup.BootApplication"]
            return Variant(label, command, dict(self.bare, **environment), True)

        mapped = self.agent_option("boot", self.server.http, {"secret." + NAME: "%s#%s" % (PATH, FIELD)})
        vault = {"spring.config.import": "vault://secret/breakpilot/" + PATH, "spring.cloud.vault.uri": self.server.http,
                 "spring.cloud.vault.authentication": "APPROLE", "spring.cloud.vault.app-role.role-id": self.server.role_id,
                 "spring.cloud.vault.app-role.secret-id": self.server.secret_id, "spring.cloud.vault.fail-fast": "true"}
        return [
            boot("empty Boot application", "plain", NAME, [], {}, **{NAME: self.canary}),
            boot("the same with bp-secrets, one secret, HTTP, AppRole", "plain", NAME, [mapped], {}),
            boot("the same with Spring Cloud Vault, one path, HTTP, AppRole", "vault", FIELD, [], vault),
        ]
