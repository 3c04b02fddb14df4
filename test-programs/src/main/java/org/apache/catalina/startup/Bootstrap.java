package org.apache.catalina.startup;

import java.util.Arrays;

/** Has the name of Tomcat's main class and none of its code: what the agent goes by. */
public final class Bootstrap {

    public static void main(String[] args) {
        System.out.println("Bootstrap " + Arrays.toString(args));
    }

    private Bootstrap() {}
}
