package io.bpsecrets.it.faults;

import io.bpsecrets.harness.fault.Fault;

/** What goes wrong in a scene, from when to when. */
interface Trouble {
    void begin(Scene scene);

    default void end(Scene scene) {
        scene.proxy().heal();
    }

    static Trouble of(Fault fault) {
        return scene -> scene.proxy().apply(fault);
    }

    /** At a login: where there is a token already, it dies too, so that a login is needed. */
    static Trouble atLogin(Fault fault) {
        return scene -> {
            scene.proxy().apply(fault.atLogin());
            scene.killToken();
        };
    }
}
