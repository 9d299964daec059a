"""The mailbox itself: mails are fetched once, drafts are filed once, letters are sent once."""
