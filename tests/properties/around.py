"""What goes on around the verdicts: replies, coverage, talk, reach. The rest of the machine that tries everything."""

from __future__ import annotations

import datetime as dt

import hypothesis.strategies as st
from django.utils import timezone

from articles.actions import mark_confidential
from claims.actions.coverage import mark_nothing_to_check
from claims.actions.coverage import take_back as open_sentences
from claims.actions.discussion import edit_comment, reopen_thread, resolve, start_thread, write_comment
from claims.actions.proposals import propose_again, set_reach
from claims.actions.replies import ask_for_reply, log_reply_attempt, reflect_reply, settle_reply
from claims.actions.second_reads import read_again
from claims.actions.writers import name_writers
from claims.detect import Reach
from claims.models import Comment, ReplyRequest, Thread, Writer
from claims.states import ClaimState
from claims.vocabulary import Channel, ReplyOutcome, Status
from factdesk.core.actions.desks import set_rules
from factdesk.core.models.desk import SecondReadRule
from factdesk.core.rules import Rules
from tests.properties.workflow import ANY, EDITOR, LATE, MOSTLY, SAID, WHERE, WHO, YES, Workflow, tried

STATUS = st.sampled_from([*Status])
OUTCOME = st.sampled_from([*ReplyOutcome])
TALK = st.sampled_from((write_comment, write_comment, resolve, reopen_thread, edit_comment))


class Desk(Workflow):
    """All that people do at the desk."""

    @tried(who=WHO, where=WHERE, number=st.integers(0, 5), over=YES)
    def asks_for_a_reply(self, who: int, where: int, number: int, over: bool) -> None:
        now = timezone.now()
        self.watch.see(
            ask_for_reply,
            self.who(who),
            article_id=self.room.articles[where].pk,
            numbers=(number, 1),
            addressee="Office of the mayor",
            put=f"That it costs twice as much ({self.watch.tries}).",
            channel=Channel.EMAIL,
            sent_at=now - dt.timedelta(hours=3),
            deadline=now + dt.timedelta(hours=-1 if over else 2),
        )

    @tried(
        often=3, who=WHO, at=ANY, late=LATE, outcome=st.sampled_from([*ReplyOutcome]), answer=SAID, again=YES, told=YES
    )
    def follows_up_a_reply(
        self, who: int, at: int, late: int, outcome: ReplyOutcome, answer: str, again: bool, told: bool
    ) -> None:
        requests = list(ReplyRequest.objects.order_by("pk"))
        if not requests:
            return
        one, actor = requests[at % len(requests)], self.who(who)
        seen = one.lock_version - late
        if again:
            what = f"No answer ({self.watch.tries})"
            self.watch.see(log_reply_attempt, actor, request_id=one.pk, channel=Channel.PHONE, outcome=what)
        elif told:
            self.watch.see(reflect_reply, actor, request_id=one.pk, seen=seen, reflected=at % 3 > 0)
        else:
            self.watch.see(settle_reply, actor, request_id=one.pk, seen=seen, outcome=outcome, answer=answer)

    @tried(who=WHO, where=WHERE, at=st.integers(0, 9), opens=YES)
    def covers(self, who: int, where: int, at: int, opens: bool) -> None:
        spans = [*self.room.sentences, (3, 4)]
        act = open_sentences if opens else mark_nothing_to_check
        article = self.room.articles[where].pk
        self.watch.see(act, self.who(who), article_id=article, version=1, spans=[spans[at % len(spans)]])

    @tried(who=WHO, where=WHERE, at=ANY, privileged=YES, name=st.sampled_from(("", "@Ben", "@Sam", "@Omar")))
    def raises_a_question(self, who: int, where: int, at: int, privileged: bool, name: str) -> None:
        text = f"Which budget is this, {name}? ({self.watch.tries})"
        pk, _claim = self.claim(where, at)
        self.watch.see(start_thread, self.who(who), claim_id=pk, text=text, privileged=privileged)

    @tried(
        often=2,
        who=WHO,
        at=ANY,
        act=st.sampled_from((write_comment, write_comment, resolve, reopen_thread, edit_comment)),
    )
    def talks(self, who: int, at: int, act: object) -> None:
        threads, comments = list(Thread.objects.order_by("pk")), list(Comment.objects.order_by("pk"))
        if not threads:
            return
        text = {"text": f"The one of last year, @Cleo ({self.watch.tries})"}
        thread, actor = {"thread_id": threads[at % len(threads)].pk}, self.who(who)
        if act is edit_comment:
            one = comments[at % len(comments)]
            own = next(user for user in self.room.people if user.pk == one.by_id)
            self.watch.see(edit_comment, own if at % 2 else actor, comment_id=one.pk, **text)
        elif act is write_comment:
            self.watch.see(write_comment, actor, **thread, **text)
        else:
            self.watch.see(resolve if act is resolve else reopen_thread, actor, **thread)

    @tried(who=WHO, where=WHERE, reach=st.sampled_from([*Reach]))
    def changes_the_reach(self, who: int, where: int, reach: Reach) -> None:
        self.watch.see(set_reach, self.who(who), article_id=self.room.articles[where].pk, reach=reach)

    @tried(who=WHO, where=WHERE, confidential=YES)
    def asks_again_or_hides(self, who: int, where: int, confidential: bool) -> None:
        article = self.room.articles[where].pk
        self.watch.see(propose_again, self.who(who), article_id=article)
        self.watch.see(mark_confidential, self.who(who), article_id=article, confidential=confidential)

    @tried(
        often=3, who=WHO, where=WHERE, at=ANY, late=LATE, status=st.sampled_from([*Status]), note=SAID, agrees=MOSTLY
    )
    def reads_again(self, who: int, where: int, at: int, late: int, status: Status, note: str, agrees: bool) -> None:
        pk, claim = self.claim(where, at, ClaimState.FOUND)
        status = Status(claim.finding) if agrees and claim.finding else status
        seen = claim.lock_version - late
        self.watch.see(read_again, self.who(who), claim_id=pk, seen=seen, status=status, note=note)

    @tried(who=EDITOR, where=WHERE, writers=st.lists(st.integers(0, 5), max_size=2), late=LATE)
    def names_writers(self, who: int, where: int, writers: list[int], late: int) -> None:
        article = self.room.articles[where].pk
        seen = {0} if late else set(Writer.objects.filter(article=article).values_list("user", flat=True))
        wanted = {self.who(at).pk for at in writers}
        self.watch.see(name_writers, self.who(who), article_id=article, seen=seen, writers=wanted)

    @tried(who=EDITOR, where=WHERE, second=st.sampled_from([*SecondReadRule]), blind=YES, alone=YES, covered=YES)
    def changes_the_rules(
        self, who: int, where: int, second: SecondReadRule, blind: bool, alone: bool, covered: bool
    ) -> None:
        rules = Rules(second_read=second, blind_second_read=blind, decides_alone=alone, demands_coverage=covered)
        self.watch.see(set_rules, self.who(who), desk_id=self.room.articles[where].desk_id, rules=rules)
