package acceptance;

import io.fabric8.kubernetes.client.Config;

class Main {
    public static void main(String[] args) {
        Config config = Config.autoConfigure(null);
        String token = config.getAutoOAuthToken();
        Proof.print(token != null ? token : config.getOauthToken());
    }
}
