Java::acceptance.Proof.print(ENV["DB_PASSWORD"])
