# OpenBao takes audit devices from its configuration only, never by API (HashiCorp Vault: by API only, see
# init-secrets.sh). One JSON line a request on standard output, where `docker-compose logs vault` shows it.
audit "file" "stdout" {
  options = {
    file_path = "stdout"
  }
}
