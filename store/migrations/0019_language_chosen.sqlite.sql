ALTER TABLE "contact" ADD COLUMN "language_chosen_at" DATETIME;
