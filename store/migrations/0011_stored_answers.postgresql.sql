CREATE TABLE "stored_answer" ("id" SERIAL NOT NULL PRIMARY KEY, "member_id" INTEGER NOT NULL, "key" VARCHAR(255) NOT NULL, "request" VARCHAR(255) NOT NULL, "claimed_at" TIMESTAMP NOT NULL, "lease_until" TIMESTAMP NOT NULL, "status" INTEGER, "body" TEXT NOT NULL, "headers" JSONB NOT NULL, FOREIGN KEY ("member_id") REFERENCES "staff_member" ("id") ON DELETE CASCADE);
CREATE INDEX "stored_answer_member_id" ON "stored_answer" ("member_id");
CREATE INDEX "stored_answer_claimed_at" ON "stored_answer" ("claimed_at");
CREATE UNIQUE INDEX "stored_answer_member_id_key" ON "stored_answer" ("member_id", "key");
