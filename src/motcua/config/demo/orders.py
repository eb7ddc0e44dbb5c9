"""What the people of a story say and hand in, as orders of the verbs."""

from datetime import datetime
from random import Random

from motcua.config.demo.attachments import another
from motcua.config.demo.names import STREETS, citizen, company
from motcua.config.demo.stories import Story
from motcua.documents.models import File
from motcua.dossiers import orders
from motcua.ledger.actor import Actor
from motcua.people.roster import roster
from motcua.rules.calendar import legal_day
from motcua.rules.codes import Channel, PaperNature, PaperSource, PartyKind, ProofKind, ReturnMethod
from motcua.rules.documents import FileOrigin

REFUSALS = {
    "not_competent": "Nơi cư trú của người nộp thuộc xã khác, đề nghị nộp tại đúng nơi.",
    "papers_missing": "Thiếu giấy tờ chứng minh quyền sử dụng địa điểm, đề nghị bổ sung rồi nộp lại.",
    "papers_invalid": "Bản sao không có chứng thực, đề nghị mang bản chính để đối chiếu.",
    "details_wrong": "Ngày sinh trong tờ khai khác với giấy tờ kèm theo.",
    "already_filed": "Hồ sơ cùng nội dung đang được giải quyết.",
}
NOTES = (
    "Đã gọi điện cho người nộp xác nhận thông tin.",
    "Đã đối chiếu với cơ sở dữ liệu, thông tin khớp.",
    "Người nộp hẹn mang bản chính vào chiều mai.",
    "Đã trao đổi với công chức địa chính, chưa có vướng mắc.",
    "Hồ sơ có giấy ủy quyền kèm theo.",
)
OPINIONS = (
    "Hồ sơ đủ điều kiện giải quyết theo quy định.",
    "Đã kiểm tra, thành phần hồ sơ đầy đủ, hợp lệ. Kính trình xem xét, ký duyệt.",
    "Nội dung kê khai khớp với giấy tờ. Đề nghị phê duyệt.",
)
DECLINES = {
    "not_entitled": "Người đề nghị chưa đủ điều kiện theo quy định của thủ tục.",
    "untrue": "Nội dung kê khai không khớp với hồ sơ lưu tại cơ quan.",
    "right_of_others": "Thửa đất, nơi ở liên quan còn người đồng quyền chưa đồng ý.",
}
STOPS = {
    "cannot_settle": "Hồ sơ lưu không có thông tin để tiếp tục giải quyết.",
    "in_dispute": "Tòa án nhân dân khu vực đã thụ lý vụ tranh chấp liên quan.",
    "subject_gone": "Người đề nghị đã được cấp kết quả ở nơi khác.",
}
WITHDRAWALS = (
    "Không còn nhu cầu.",
    "Nộp nhầm thủ tục, sẽ nộp lại hồ sơ khác.",
    "Cần rút về để sửa lại giấy tờ.",
)
SUPPLEMENTS = {
    "paper_unreadable": "Nộp lại bản rõ, đọc được số và con dấu.",
    "copy_not_certified": "Nộp bản sao có chứng thực, hoặc mang bản chính để đối chiếu.",
    "paper_invalid": "Nộp giấy tờ còn hiệu lực.",
}
DETAILS = "Ghi đúng và đủ theo giấy tờ tùy thân."
SECOND_GROUND = "Giấy tờ mới nộp có nội dung khác với tờ khai, lần trước chưa thể biết."
PROOFS = {
    ProofKind.PHONE: "Đã gọi điện, người nộp nhận lời",
    ProofKind.SMS: "Tin nhắn đã gửi đến số điện thoại ghi trên giấy hẹn",
    ProofKind.HANDED_OVER: "Giao trực tiếp tại quầy, người nộp ký nhận",
}
BUSINESS_SECTORS = frozenset({"doanh-nghiep", "xuc-tien-thuong-mai", "cong-nghiep-tieu-dung", "du-lich", "quang-cao"})


def receive_order(story: Story, rng: Random, samples: tuple[File, ...], desk: Actor) -> orders.ReceiveOrder:
    """A complete dossier as the counter takes it down, with the files that the counter has sent."""
    applicant = party(story, rng)
    case = story.version.case(story.case)
    return orders.ReceiveOrder(
        procedure=story.version.code,
        applicant=applicant,
        owner=_owner(story, rng),
        case=story.case,
        competent_unit=story.competent,
        papers=_papers(story, case.id if case else None, rng, samples, desk),
        channel=story.channel,
        return_method=_return_method(story.channel, rng),
    )


def refuse_order(story: Story, rng: Random) -> orders.RefuseOrder:
    """What is turned away, and why."""
    reason = rng.choice(tuple(REFUSALS))
    return orders.RefuseOrder(
        procedure=story.version.code,
        applicant=party(story, rng),
        reason=reason,
        explanation=REFUSALS[reason],
        competent_unit=story.competent,
        channel=story.channel,
    )


def party(story: Story, rng: Random) -> orders.PartyOrder:
    """Whoever files it: a person, or in some sectors a company."""
    person = citizen(rng, on=legal_day(story.received_at))
    where = roster().unit_by_code(story.competent)
    address = f"Số {rng.randint(1, 280)} đường {rng.choice(STREETS)}, {where.short_name or where.name}"
    if story.version.sector in BUSINESS_SECTORS and rng.random() < 0.8:
        name = company(rng)
        return orders.PartyOrder(name=name, kind=PartyKind.BUSINESS, phone=person.phone, address=address)
    email = f"nguoidan{story.number}@thu.example" if story.channel is Channel.ONLINE else ""
    return orders.PartyOrder(
        name=person.name,
        identity_no=person.identity_no,
        birth_on=person.birth_on,
        phone=person.phone,
        email=email,
        address=address,
    )


def _owner(story: Story, rng: Random) -> orders.PartyOrder | None:
    """Every seventh files for somebody else."""
    if rng.random() > 0.14:
        return None
    person = citizen(rng, on=legal_day(story.received_at))
    return orders.PartyOrder(name=person.name, identity_no=person.identity_no, birth_on=person.birth_on)


def _papers(
    story: Story, case_id: int | None, rng: Random, samples: tuple[File, ...], desk: Actor
) -> tuple[orders.PaperOrder, ...]:
    found = []
    for item in story.version.papers_for(case_id):
        if not item.required and rng.random() < 0.6:
            continue
        online = story.channel is Channel.ONLINE
        file = ""
        if online or rng.random() < 0.3:
            origin = FileOrigin.UPLOAD if online else FileOrigin.DESK
            sent = another(rng.choice(samples), item.name[:60], by=desk, at=story.received_at, origin=origin)
            file = str(sent.public_id)
        found.append(
            orders.PaperOrder(
                item=item.code,
                nature=PaperNature.ELECTRONIC if online else item.nature,
                source=PaperSource.UPLOAD if online else PaperSource.SCAN if file else PaperSource.DESK,
                originals=0 if online else item.originals,
                copies=0 if online else item.copies,
                original_seen=not online and rng.random() < 0.5,
                file=file,
            )
        )
    return tuple(found)


def _return_method(channel: Channel, rng: Random) -> ReturnMethod:
    if channel is Channel.ONLINE:
        return rng.choice((ReturnMethod.ONLINE, ReturnMethod.ONLINE_AND_DESK, ReturnMethod.DESK))
    return ReturnMethod.POST if rng.random() < 0.15 else ReturnMethod.DESK


def handing_order(rng: Random, *, on: datetime) -> orders.ReturnResultOrder:
    """Who takes the result: the applicant, or now and then somebody with an authorisation."""
    if rng.random() > 0.12:
        return orders.ReturnResultOrder(identity_seen=True)
    person = citizen(rng, on=legal_day(on))
    somebody = orders.PartyOrder(
        name=person.name, identity_no=person.identity_no, phone=person.phone, authority="Giấy ủy quyền viết tay"
    )
    return orders.ReturnResultOrder(taker="", somebody=somebody, identity_seen=True, authority_seen=True)
