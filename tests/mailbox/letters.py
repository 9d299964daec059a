"""Letters in a folder of results, as `evaluate` leaves them."""

from pathlib import Path

from perfcheck.mailbox.outbox import Letter, read_letters
from perfcheck.model.reply import Reply, ReplyKind
from perfcheck.report.replies.message import render


def write(results: Path, *recipients: str, turn: int = 1) -> tuple[Letter, ...]:
    """One letter to each of them, the first with a marked copy."""
    folder = results / "回复"
    folder.mkdir(parents=True, exist_ok=True)
    for number, to in enumerate(recipients):
        reply = Reply(
            kind=ReplyKind.REPLY,
            file=f"回复/{number}.eml",
            to=to,
            to_name="",
            subject=f"回复：报送{number}",
            body="　　您好。\n.\nFrom 一行\n",
            message_id=f"<pc-{number:016d}-{turn}@perfcheck.invalid>",
            references=(f"<m{number}@example.cn>",),
        )
        enclosed = [("退回-表.xlsx", b"PK\x03\x04")] if number == 0 else []
        (results / reply.file).write_bytes(render(reply, enclosed))
    return read_letters(results)
