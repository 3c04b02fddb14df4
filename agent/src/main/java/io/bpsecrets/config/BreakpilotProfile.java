package io.bpsecrets.config;

/** The built-in profile: the hierarchy below {@code secret/breakpilot/} and its environment names. */
final class BreakpilotProfile {
    /** Name, and its references in the order asked. */
    static final String[][] ROWS = {
        {"ANTHROPIC_API_KEY", "api_keys/anthropic#value"},
        {"VAST_API_KEY", "api_keys/vast#value,infra/vast#api_key"},
        {"STRIPE_API_KEY", "api_keys/stripe#value"},
        {"STRIPE_SECRET_KEY", "api_keys/stripe#value"},
        {"STRIPE_WEBHOOK_SECRET", "api_keys/stripe_webhook#value"},
        {"TAVILY_API_KEY", "api_keys/tavily#value"},
        {"POSTGRES_USER", "database/postgres#username"},
        {"POSTGRES_PASSWORD", "database/postgres#password"},
        {"DATABASE_URL", "database/postgres#url"},
        {"SYNAPSE_DB_USER", "database/synapse#username"},
        {"SYNAPSE_DB_PASSWORD", "database/synapse#password"},
        {"SYNAPSE_DATABASE_URL", "database/synapse#url"},
        {"JWT_SECRET", "auth/jwt#secret"},
        {"JWT_REFRESH_SECRET", "auth/jwt#refresh_secret"},
        {"KEYCLOAK_CLIENT_SECRET", "auth/keycloak#client_secret"},
        {"MATRIX_ACCESS_TOKEN", "communication/matrix#access_token"},
        {"MATRIX_DB_PASSWORD", "communication/matrix#db_password"},
        {"JITSI_APP_SECRET", "communication/jitsi#app_secret"},
        {"JICOFO_AUTH_PASSWORD", "communication/jitsi#jicofo_password"},
        {"JVB_AUTH_PASSWORD", "communication/jitsi#jvb_password"},
        {"MINIO_ACCESS_KEY", "storage/minio#access_key"},
        {"MINIO_SECRET_KEY", "storage/minio#secret_key"},
        {"VAST_INSTANCE_ID", "infra/vast#instance_id"},
        {"VAST_CONTROL_KEY", "infra/vast#control_key"},
    };

    private BreakpilotProfile() {}
}
