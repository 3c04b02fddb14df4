package io.bpsecrets.files.it;

import io.bpsecrets.files.it.FileApiRun.Cwd;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import java.util.List;
import java.util.stream.Stream;

/**
 * One start of the conformance program.
 *
 * @param verify with the byte code verifier on for the JDK's own classes
 */
record Case(Jdk jdk, Presence presence, User user, Cwd cwd, boolean verify) {

    static Stream<Case> all() {
        return Jdks.all()
                .flatMap(jdk -> User.all()
                        .flatMap(user -> Stream.of(Presence.values())
                                .flatMap(presence -> Stream.of(Cwd.values())
                                        .filter(cwd -> fits(presence, cwd))
                                        .flatMap(cwd -> verifying(user, cwd)
                                                .map(verify -> new Case(jdk, presence, user, cwd, verify))))));
    }

    /** The verifier looks at classes: neither user nor folder is an input of it, the JDK is. */
    private static Stream<Boolean> verifying(User user, Cwd cwd) {
        return user.isSelf() && cwd == Cwd.PARENT ? Stream.of(false, true) : Stream.of(false);
    }

    private static boolean fits(Presence presence, Cwd cwd) {
        return switch (presence) {
            case ABSENT -> cwd != Cwd.INSIDE;
            case PRESENT -> true;
            case WRITABLE -> cwd == Cwd.PARENT;
        };
    }

    /** What must have the same real answers. */
    List<Object> real() {
        return List.of(jdk, presence, user, cwd);
    }

    @Override
    public String toString() {
        return jdk + ", " + presence + ", " + user + ", " + cwd + (verify ? ", -Xverify:all" : "");
    }
}
