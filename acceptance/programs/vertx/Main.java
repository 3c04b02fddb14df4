package acceptance;

import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Vertx;

class Main {
    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        ConfigRetrieverOptions options =
                new ConfigRetrieverOptions().addStore(new ConfigStoreOptions().setType("env"));
        ConfigRetriever.create(vertx, options).getConfig().onComplete(read -> {
            Proof.print(read.result().getString("DB_PASSWORD"));
            vertx.close();
        });
    }
}
