package io.bpsecrets.files;

import io.bpsecrets.clock.Clock;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Remembers what was delivered, and what was closed. Nothing can be read at its delivered paths. */
final class FakeDelivery implements Delivery {
    final List<String> delivered = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    Runnable whileDelivering = () -> {};
    Runnable whileClosing = () -> {};

    /** A pool of as many descriptors as anybody wants. */
    DescriptorPool pool(Clock clock) {
        return new DescriptorPool(this, new UniqueTimes(clock), clock, Integer.MAX_VALUE, 10_000);
    }

    @Override
    public Parcel deliver(byte[] content, long lastModified) throws IOException {
        delivered.add(new String(content, StandardCharsets.UTF_8));
        String path = "/nowhere/" + delivered.size();
        Runnable first = whileDelivering;
        whileDelivering = () -> {};
        first.run();
        return new Parcel() {
            @Override
            public String path() {
                return path;
            }

            @Override
            public void close() {
                Runnable first = whileClosing;
                whileClosing = () -> {};
                first.run();
                closed.add(path);
            }
        };
    }

    @Override
    public File directory() {
        return new File("/nowhere");
    }

    @Override
    public String emptyDirectory() {
        return "/nowhere/empty";
    }
}
