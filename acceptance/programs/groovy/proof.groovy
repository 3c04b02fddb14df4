acceptance.Proof.print(System.env.DB_PASSWORD)
