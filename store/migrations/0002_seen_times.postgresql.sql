CREATE TABLE "seen_times" ("id" SERIAL NOT NULL PRIMARY KEY, "entry_id" INTEGER NOT NULL, "starts" JSONB NOT NULL, FOREIGN KEY ("entry_id") REFERENCES "waitlist_entry" ("id") ON DELETE CASCADE);
CREATE UNIQUE INDEX "seen_times_entry_id" ON "seen_times" ("entry_id");
