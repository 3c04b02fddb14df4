package io.bpsecrets.files;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Remembers what was put somewhere, and whether it was taken away; nothing can be read at its places. */
final class FakeDelivery implements Delivery {
    final List<String> delivered = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    Runnable whileDelivering = () -> {};

    /** As many as anybody wants. */
    DescriptorPool pool() {
        return new DescriptorPool(this, Integer.MAX_VALUE, 10_000);
    }

    @Override
    public Parcel deliver(byte[] content, long lastModified) throws IOException {
        delivered.add(new String(content, StandardCharsets.UTF_8));
        String place = "/nowhere/" + delivered.size();
        Runnable first = whileDelivering;
        whileDelivering = () -> {};
        first.run();
        return new Parcel() {
            @Override
            public String place() {
                return place;
            }

            @Override
            public void close() {
                closed.add(place);
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
