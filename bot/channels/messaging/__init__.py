"""Conversations over messaging services.

    webhook -> Service.receive: verified, read       (twilio, telegram, slack, …)
            -> Mailbox.accept: once, kept on disk, answered with 200
            -> Intake: in order, in time, what cannot wait first
            -> Handling: words for the service, buttons and numbers, one turn of the bot
            -> Takeaway: a link to all of it, a code for elsewhere
            -> presenting: what this service can show
            -> Mailbox.post -> Posting: sent in order, again when it fails

A message is on disk before the service hears that it arrived, its answer before it is
sent. Nothing waits for a service but what is meant for it.
"""
