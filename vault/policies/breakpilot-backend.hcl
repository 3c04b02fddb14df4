# What a service may do: read its secrets. The AppRole breakpilot-backend carries this policy.
# It may not write: whoever breaks into the service can then neither change a secret nor plant one for others.

path "secret/data/breakpilot/*" {
  capabilities = ["read"]
}

# Versions and names, no values: `import = auth/*` lists a folder, a refresh sees a new version without fetching the value.
path "secret/metadata/breakpilot/*" {
  capabilities = ["read", "list"]
}
