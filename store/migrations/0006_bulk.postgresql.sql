CREATE TABLE "bulk_job" ("id" SERIAL NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "member_id" INTEGER, "act" VARCHAR(255) NOT NULL CHECK (act IN ('confirm', 'cancel', 'move')), "reason" TEXT NOT NULL, "channel" VARCHAR(255) NOT NULL, "address" VARCHAR(255) NOT NULL, "created_at" TIMESTAMP NOT NULL, "started_at" TIMESTAMP, "finished_at" TIMESTAMP, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id") ON DELETE CASCADE, FOREIGN KEY ("member_id") REFERENCES "staff_member" ("id") ON DELETE SET NULL);
CREATE INDEX "bulk_job_clinic_id" ON "bulk_job" ("clinic_id");
CREATE INDEX "bulk_job_member_id" ON "bulk_job" ("member_id");
CREATE TABLE "bulk_item" ("id" SERIAL NOT NULL PRIMARY KEY, "job_id" INTEGER NOT NULL, "appointment_id" INTEGER NOT NULL, "person" VARCHAR(255) NOT NULL, "state" VARCHAR(255) NOT NULL CHECK (state IN ('ready', 'refused', 'done', 'failed')), "why" VARCHAR(255) NOT NULL, "to_doctor_id" INTEGER, "to_starts_at" TIMESTAMP, "told" BOOLEAN NOT NULL, FOREIGN KEY ("job_id") REFERENCES "bulk_job" ("id") ON DELETE CASCADE, FOREIGN KEY ("appointment_id") REFERENCES "appointment" ("id") ON DELETE CASCADE, FOREIGN KEY ("to_doctor_id") REFERENCES "doctor" ("id") ON DELETE SET NULL);
CREATE INDEX "bulk_item_job_id" ON "bulk_item" ("job_id");
CREATE INDEX "bulk_item_appointment_id" ON "bulk_item" ("appointment_id");
CREATE INDEX "bulk_item_to_doctor_id" ON "bulk_item" ("to_doctor_id");
CREATE UNIQUE INDEX "bulk_item_job_id_appointment_id" ON "bulk_item" ("job_id", "appointment_id");
CREATE INDEX "bulk_item_job_id_state_person" ON "bulk_item" ("job_id", "state", "person");
