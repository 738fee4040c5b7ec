"""Messages that leave on their own: each is worded here and written to the outbox in the caller's transaction.

`visits` speaks of booked visits (confirmation, reminders, no-show), `turns` of the queue.
"""
