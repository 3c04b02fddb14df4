package io.bpsecrets.weave;

/**
 * The table of join points. Descriptors are the same on Java 8 to 25; where platforms differ there is a row for each and one
 * of a group must fit.
 */
public enum JoinPoint {
    /** Below System.getenv's SecurityManager check, which stays in front. */
    GETENV_NAME(Door.ENVIRONMENT, "getenv", "(Ljava/lang/String;)Ljava/lang/String;", Shape.ANSWER, "getenv"),
    GETENV_MAP(Door.ENVIRONMENT, "getenv", "()Ljava/util/Map;", Shape.RESULT, "getenv"),

    /** ProcessBuilder.environment(). */
    CHILD_MAP(Door.CHILDREN, "environment", "()Ljava/util/Map;", Shape.RESULT, "child"),
    /** Reached with null where nobody touched the map; Linux, macOS. */
    CHILD_BLOCK_UNIX(Door.CHILDREN, "toEnvironmentBlock", "(Ljava/util/Map;[I)[B", Shape.ARGUMENT, "untouchedChild"),
    CHILD_BLOCK_WINDOWS(
            Door.CHILDREN,
            "toEnvironmentBlock",
            "(Ljava/util/Map;)Ljava/lang/String;",
            Shape.ARGUMENT,
            "untouchedChild");

    /** What a group of join points serves; a door is woven only where it is wanted. */
    public enum Door {
        ENVIRONMENT("java.lang.ProcessEnvironment", "System.getenv"),
        CHILDREN("java.lang.ProcessEnvironment", "children.inherit");

        private final String owner;
        private final String serves;

        Door(String owner, String serves) {
            this.owner = owner;
            this.serves = serves;
        }

        String owner() {
            return owner;
        }

        String serves() {
            return serves;
        }
    }

    private final Door door;
    private final String method;
    private final String descriptor;
    private final Shape shape;
    private final String hook;

    JoinPoint(Door door, String method, String descriptor, Shape shape, String hook) {
        this.door = door;
        this.method = method;
        this.descriptor = descriptor;
        this.shape = shape;
        this.hook = hook;
    }

    Door door() {
        return door;
    }

    Shape shape() {
        return shape;
    }

    /** The hook's method. */
    String hook() {
        return hook;
    }

    boolean is(String methodName, String methodDescriptor) {
        return method.equals(methodName) && descriptor.equals(methodDescriptor);
    }

    /** True where a JDK that lacks this one has its twin for another platform. */
    boolean isPlatformTwin() {
        return method.equals("toEnvironmentBlock");
    }

    /** For a warning: {@code java.lang.ProcessEnvironment.getenv(Ljava/lang/String;)Ljava/lang/String;}. */
    String text() {
        return door.owner() + "." + method + descriptor;
    }
}
