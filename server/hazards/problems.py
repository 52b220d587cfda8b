"""Why a step with a hazard was not taken, each with a stable code and words for whoever holds the phone."""
# ruff: noqa: E501 - tables of words in two languages read better in one line each

from __future__ import annotations

from typing import Any, ClassVar

from ..problems import NotPermitted, Problem, problem


class _Worded(Problem):
    """Its words name things in the reader's language; only what programs use travels beside them."""

    def document(self, locale: str = "zh") -> dict[str, Any]:
        told = super().document(locale)
        return {name: value for name, value in told.items() if not name.endswith(("_zh", "_en"))}


# fmt: off
_TransitionNotAllowed = problem(
    "transition_not_allowed", 409,
    ("这一步现在不能办", "{by} 已把这条隐患办到“{state_zh}”，这一步不能再办；您写的和拍的都还在。"),
    ("Not possible now", "{by} has brought this hazard to “{state_en}”, so this step cannot be taken; what you wrote and photographed is kept."),
)
_StateMoved = problem(
    "state_moved", 409,
    ("在您看过之后已经办了别的", "您看过之后，{by} 已把它办到“{state_zh}”。请再看一眼现在的样子，然后决定；您写的还在。"),
    ("It moved on since you looked", "After you looked, {by} brought it to “{state_en}”. Look again, then decide; what you wrote is kept."),
)
Merged = problem(
    "merged", 409,
    ("已并到另一条", "这条已并到另一条隐患，请到那一条去办；照片和留言仍收在这里，那一条看得到。"),
    ("Merged into another hazard", "This one was merged; please act on the other. Photos and comments are still taken here and show there."),
)
EvidenceNotStored = problem(
    "evidence_not_stored", 409,
    ("改后照还没全部入库", "还有 {waiting} 张改后照没有入库，等照片到齐再复查；什么都没有丢。"),
    ("Photos are not all stored yet", "{waiting} after photos are not stored yet; accept when all have arrived. Nothing is lost."),
)
OwnWork = problem(
    "own_work", 403,
    ("自己改的要由别人复查", "整改是您提交的，或改后照是您拍的，复查要由别人来做。"),
    ("Somebody else re-inspects it", "You submitted this repair or took its after photo, so somebody else has to re-inspect it."),
)
SecondPersonNeeded = problem(
    "second_person_needed", 403,
    ("还要另一个人复查", "您已经复查通过；重大隐患还要另一个人复查才能销号。"),
    ("A second person is needed", "You have accepted it; a major hazard is closed only after a second person has, too."),
)
OwnRequest = problem(
    "own_request", 403,
    ("自己的申请要由别人答复", "延期是您申请的，要由别人答复。"),
    ("Somebody else answers it", "You asked for more time, so somebody else has to answer."),
)
PlanIncomplete = problem(
    "plan_incomplete", 409,
    ("整改安排还不齐", "整改安排还缺几项（已标出），补齐后再办；您写的都还在。"),
    ("The plan is not complete", "The plan still lacks some items (they are marked); complete it first. What you wrote is kept."),
)
PlanNotSigned = problem(
    "plan_not_signed", 409,
    ("整改方案还没签", "重大隐患的整改方案要由企业主要负责人签名后才能提交整改。"),
    ("The plan is not signed", "A major hazard's plan must be signed by the enterprise's principal before a repair can be submitted."),
)
SignatureNeeded = problem(
    "signature_needed", 409,
    ("还没有签名", "没有找到您的签名照片，请先签名再提交。"),
    ("No signature yet", "Your signature was not found; sign first, then send."),
)
PhotoNeeded = problem(
    "photo_needed", 409,
    ("还缺照片", "这一步要有照片，还缺的已标出；补拍后再提交。"),
    ("A photo is missing", "This step needs photos; those missing are named. Take them and send again."),
)
MajorOnly = problem(
    "major_only", 409,
    ("只用于重大隐患", "这一步只用于重大隐患，这条不是。"),
    ("For major hazards only", "This step is for major hazards only, and this is not one."),
)
GeneralOnly = problem(
    "general_only", 409,
    ("只用于一般隐患", "当场改好只用于一般隐患；疑似重大和重大的要按程序整改。"),
    ("For general hazards only", "Only general hazards are fixed on the spot; suspected and major ones go the full way."),
)
ExtensionOpen = problem(
    "extension_open", 409,
    ("已有一个延期申请", "已有一个延期申请在等答复，不能再申请。"),
    ("A request is open already", "A request for more time is waiting for its answer; there cannot be two."),
)
NoExtensionOpen = problem(
    "no_extension_open", 409,
    ("没有待答复的延期申请", "现在没有待答复的延期申请，可能已经答复或已提交整改。"),
    ("No request is open", "There is no request for more time waiting; it may have been answered, or the repair submitted."),
)
PastDue = problem(
    "past_due", 409,
    ("已经到期", "延期要在到期之前申请，这条已于 {due_date} 到期。"),
    ("Already past due", "More time is asked for before the due date, and this one was due on {due_date}."),
)
AlreadyListed = problem(
    "already_listed", 409,
    ("已经挂牌", "{by} 已经把它挂牌督办。"), ("Already listed", "{by} has already listed it for supervision."),
)
NotListed = problem(
    "not_listed", 409,
    ("没有挂牌", "这条没有挂牌督办，不用摘牌。"), ("Not listed", "This hazard is not under listed supervision."),
)
AlreadyStopped = problem(
    "already_stopped", 409,
    ("已经停用", "{by} 已经责令停产停用。"), ("Already stopped", "{by} has already stopped its use."),
)
NotStopped = problem(
    "not_stopped", 409,
    ("没有停用", "这条没有停产停用，不用恢复。"), ("Not stopped", "Its use was not stopped, so there is nothing to resume."),
)
NotAsked = problem(
    "not_asked", 403,
    ("现在没有等您的意见", "意见由被请的专家（请一次答一次），或参加了那次检查的专家来提；您可以写留言，写的都还在。"),
    ("Your opinion is not waited for", "Opinions are given by an expert who was asked (once each time) or who took part in the walkthrough; you may write a comment. What you wrote is kept."),
)
AlreadyAsked = problem(
    "already_asked", 409,
    ("已经请过这位专家", "{expert} 已经被请，还没有答复。"),
    ("This expert is asked already", "{expert} was asked already and has not answered yet."),
)
NoSuchExpert = problem(
    "no_such_expert", 422,
    ("没有这位专家", "这位不在您可以请的专家里（要有专家岗位），请从名单里选；您写的还在。"),
    ("No such expert", "This person is not an expert whom you may ask; choose one from the list. What you wrote is kept."),
)
CriterionNeeded = problem(
    "criterion_needed", 422,
    ("要指明判定标准", "标为疑似重大时，要指明是判定标准里的哪一条。"),
    ("Name the criterion", "To raise it to suspected major, point at the item of the official criteria."),
)
CannotMergeInto = problem(
    "cannot_merge_into", 409,
    ("不能并到那一条", "只能并到同一企业（或同一地方）的、还有效的另一条隐患。"),
    ("Cannot merge into that one", "It can be merged only into another, still valid hazard of the same enterprise or area."),
)
CommentInUse = problem(
    "comment_in_use", 409,
    ("这句话已被用到", "后来的办理已经看过这句话，不能再删。"),
    ("This comment is in use", "A later step has relied on this comment, so it cannot be deleted."),
)
# fmt: on


class TransitionNotAllowed(_Worded, _TransitionNotAllowed):
    """From this state the step does not lead anywhere; says who brought it here, and when."""


class StateMoved(_Worded, _StateMoved):
    """Somebody else changed the state after this person looked."""


class ForSomebodyElse(_Worded, NotPermitted):
    """The step is not for this person's post; says whose it is."""

    words: ClassVar = {
        "zh": ("这一步要由别人来做", "“{act_zh}”由{who_zh}来做，什么都没有改；您写的还在。"),
        "en": (
            "For somebody else to do",
            "“{act_en}” is for {who_en}; nothing was changed and what you wrote is kept.",
        ),
    }
