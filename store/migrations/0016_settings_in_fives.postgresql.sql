UPDATE "setting" SET "value" = to_jsonb(("value"::text::integer + 4) / 5 * 5) WHERE "key" IN ('default_slot_duration', 'buffer_time_minutes');
