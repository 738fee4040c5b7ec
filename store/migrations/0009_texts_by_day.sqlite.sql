CREATE INDEX "outbox_message_clinic_id_created_at" ON "outbox_message" ("clinic_id", "created_at");
