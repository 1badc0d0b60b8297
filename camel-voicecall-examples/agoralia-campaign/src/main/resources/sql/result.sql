-- Written as often as it comes, always the same. The ledger knows whose call it is, though the provider tells no more than the number.
UPDATE leads SET status = :#CamelVoiceCallStatus, call_id = :#${body.id}, reason = NULL WHERE id = :#${body.contactId}
