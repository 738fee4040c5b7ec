CREATE TABLE "calendar_feed" ("id" INTEGER NOT NULL PRIMARY KEY, "doctor_id" INTEGER NOT NULL, "token_hash" VARCHAR(255) NOT NULL, "made_at" DATETIME NOT NULL, FOREIGN KEY ("doctor_id") REFERENCES "doctor" ("id") ON DELETE CASCADE);
CREATE UNIQUE INDEX "calendar_feed_doctor_id" ON "calendar_feed" ("doctor_id");
CREATE UNIQUE INDEX "calendar_feed_token_hash" ON "calendar_feed" ("token_hash");
CREATE TABLE "meeting" ("id" INTEGER NOT NULL PRIMARY KEY, "appointment_id" INTEGER NOT NULL, "state" VARCHAR(255) NOT NULL CHECK (state IN ('due', 'made', 'failed', 'ended')), "provider_id" VARCHAR(255) NOT NULL, "told_starts_at" DATETIME, "attempts" INTEGER NOT NULL, "next_at" DATETIME NOT NULL, "error" VARCHAR(255) NOT NULL, FOREIGN KEY ("appointment_id") REFERENCES "appointment" ("id") ON DELETE CASCADE);
CREATE UNIQUE INDEX "meeting_appointment_id" ON "meeting" ("appointment_id");
CREATE INDEX "meeting_state_next_at" ON "meeting" ("state", "next_at");
