"""Do the tests notice? One small fault at a time is put into the source, in memory; the tests must go red."""
