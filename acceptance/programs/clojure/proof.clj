(acceptance.Proof/print (System/getenv "DB_PASSWORD"))
(shutdown-agents)
