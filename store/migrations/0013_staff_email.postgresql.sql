ALTER TABLE "staff_member" ADD COLUMN "email" VARCHAR(255);
