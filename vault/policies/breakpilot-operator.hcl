# What a person or pipeline may do that fills and rotates the secrets. No service carries this policy.

# Writing needs no reading: who rotates a password has no use for anybody's present one.
path "secret/data/breakpilot/*" {
  capabilities = ["create", "update", "patch"]
}

# Names, versions and times, to see what a rotation did. Without "delete": deleting the metadata ends every version for good.
path "secret/metadata/breakpilot/*" {
  capabilities = ["read", "list"]
}

# A leaked version is taken away at once and, when that was a mistake, brought back. Without secret/destroy, which cannot
# be taken back.
path "secret/delete/breakpilot/*" {
  capabilities = ["update"]
}

path "secret/undelete/breakpilot/*" {
  capabilities = ["update"]
}

# Hands a service its identity, and takes a secret id back. What the role may do is not the operator's to change.
path "auth/approle/role/breakpilot-backend/role-id" {
  capabilities = ["read"]
}

path "auth/approle/role/breakpilot-backend/secret-id" {
  capabilities = ["create", "update", "list"]
}

path "auth/approle/role/breakpilot-backend/secret-id-accessor/destroy" {
  capabilities = ["create", "update"]
}
