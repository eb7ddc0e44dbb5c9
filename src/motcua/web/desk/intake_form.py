"""What the counter takes down, as one form. Everything typed survives every refusal; a plain browser can fill it."""

from typing import Any

from django import forms

from motcua.catalogue.cards import VersionCard
from motcua.dossiers.bounds import longest, range_of
from motcua.dossiers.orders import FinishOrder, PartyOrder, ReceiveOrder, RefuseOrder
from motcua.rules.codes import Channel, PartyKind, ReturnMethod
from motcua.rules.faults import Fault
from motcua.rules.text import nfc, parse_identity, parse_phone, parse_tax_code

CHANNEL_WORDS = ((Channel.DIRECT, "Trực tiếp tại quầy"), (Channel.POST, "Qua bưu chính công ích"))
RETURN_CHOICES = (
    (ReturnMethod.DESK, "Tại Bộ phận Một cửa"),
    (ReturnMethod.POST, "Qua bưu chính công ích"),
    (ReturnMethod.ONLINE, "Bản điện tử"),
    (ReturnMethod.ONLINE_AND_DESK, "Bản điện tử và tại quầy"),
)
OWNER_KINDS = (
    (PartyKind.PERSON, "Cá nhân"),
    (PartyKind.BUSINESS, "Doanh nghiệp, tổ chức"),
    (PartyKind.HOUSEHOLD, "Hộ kinh doanh, hộ gia đình"),
    (PartyKind.AGENCY, "Cơ quan nhà nước"),
)
DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%d.%m.%Y", "%d%m%Y")
# Asked for, or answered beforehand: these bear no "(nếu có)". What must be said is checked below, in our own words.
UNMARKED = ("truong_hop", "co_quan", "ho_ten", "chu_loai", "chu_ten")
UNMARKED += ("nhan_luc", "cach_nhan", "cach_nop", "so_bo", "ly_do", "noi_ro")
NO_AUTOFILL = {"autocomplete": "off"}
NUMERIC = NO_AUTOFILL | {"inputmode": "numeric", "class": "num"}
LEAST_SETS, MOST_SETS = range_of(ReceiveOrder, "sets")


def _text(label: str, limit: int, *, required: bool = False, **attributes: Any) -> forms.CharField:
    widget = forms.TextInput(attrs=NO_AUTOFILL | attributes)
    return forms.CharField(label=label, max_length=limit, required=required, widget=widget)


def _number(label: str) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest(PartyOrder, "phone"), required=False, widget=forms.TextInput(attrs=NUMERIC)
    )


class IntakeForm(forms.Form):
    """The four parts of the screen but for the papers, which are rows of a table (intake_papers)."""

    use_required_attribute = False

    thu_tuc = _text("Tên thủ tục", 500)
    ma = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput())
    truong_hop = forms.ChoiceField(label="Trường hợp", required=False)
    co_quan = forms.ChoiceField(label="Cơ quan giải quyết", required=False)

    so_dinh_danh = _number("Số định danh")
    ho_ten = _text("Họ và tên", longest(PartyOrder, "name"))
    ngay_sinh = forms.DateField(
        label="Ngày sinh",
        required=False,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%d/%m/%Y", attrs=NUMERIC),
        error_messages={"invalid": "Ngày sinh phải là ngày đã qua, ví dụ 14/06/1987."},
    )
    noi_cu_tru = _text("Nơi cư trú", longest(PartyOrder, "address"))
    dien_thoai = _number("Điện thoại")

    chu_loai = forms.TypedChoiceField(
        label="Chủ hồ sơ là", choices=OWNER_KINDS, coerce=int, empty_value=PartyKind.PERSON, required=False
    )
    chu_so = _number("Số định danh hoặc mã số thuế")
    chu_ten = _text("Tên chủ hồ sơ", longest(PartyOrder, "name"))
    chu_dia_chi = _text("Địa chỉ", longest(PartyOrder, "address"))
    chu_dien_thoai = _number("Điện thoại của chủ hồ sơ")
    uy_quyen = _text("Giấy ủy quyền", longest(PartyOrder, "authority"), placeholder="Số, ngày, nơi chứng thực")

    cach_nhan = forms.TypedChoiceField(
        label="Cách nhận", choices=RETURN_CHOICES, coerce=int, empty_value=ReturnMethod.DESK, required=False
    )
    cach_nop = forms.TypedChoiceField(
        label="Cách nộp", choices=CHANNEL_WORDS, coerce=int, empty_value=Channel.DIRECT, required=False
    )
    so_bo = forms.IntegerField(
        label="Số bộ",
        min_value=LEAST_SETS,
        max_value=MOST_SETS,
        required=False,
        widget=forms.NumberInput(attrs=NUMERIC),
    )
    ghi_chu = _text("Ghi chú", longest(ReceiveOrder, "title"))
    nhan_luc = _text("Nhận lúc, nếu khác bây giờ", 40)
    in_phieu = forms.BooleanField(label="In giấy tiếp nhận", required=False)
    so_ket_qua = _text("Số kết quả", longest(FinishOrder, "number"))
    da_kiem_tra = forms.BooleanField(
        label="Đã kiểm tra căn cước người nhận",
        required=False,
        widget=forms.CheckboxInput(attrs={"data-key": "Alt+K", "data-key-label": "Đã kiểm tra căn cước người nhận"}),
    )

    ly_do = forms.ChoiceField(label="Lý do", required=False)
    noi_ro = forms.CharField(
        label="Nói rõ để người nộp biết phải làm gì",
        max_length=longest(RefuseOrder, "explanation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more, auto_id="tn-%s")
        self.fields["ma"].widget.attrs["data-code"] = True
        self.initial.setdefault("so_bo", 1)
        self._mark(required=True)

    def _mark(self, *, required: bool) -> None:
        for name in UNMARKED:
            self.fields[name].required = required

    def full_clean(self) -> None:
        """Django's own sentence for an empty field is never said."""
        self._mark(required=False)
        super().full_clean()
        self._mark(required=True)

    def offer(self, *, cases: Any, agencies: Any, reasons: Any) -> None:
        """The choices that depend on the procedure and on the desk: pairs of value and words."""
        choose = [("", "Chọn một")]
        self.fields["truong_hop"].choices = [*(choose if len(cases) > 1 else []), *cases]  # type: ignore[attr-defined]
        self.fields["co_quan"].choices = [*(choose if len(agencies) > 1 else []), *agencies]  # type: ignore[attr-defined]
        self.fields["ly_do"].choices = [("", "Chọn lý do"), *reasons]  # type: ignore[attr-defined]

    def clean_ma(self) -> str:
        """The code as the catalogue writes it."""
        return str(self.cleaned_data["ma"]).strip()

    def clean_ho_ten(self) -> str:
        """NFC, single blanks; a name there must be."""
        name = " ".join(nfc(self.cleaned_data["ho_ten"]).split())
        if not name:
            raise forms.ValidationError("Nhập họ, chữ đệm và tên như trên căn cước.")
        return name

    def clean_so_dinh_danh(self) -> str:
        """Twelve digits, if any."""
        return _checked(parse_identity, self.cleaned_data["so_dinh_danh"])

    def clean_dien_thoai(self) -> str:
        """A telephone number, if any."""
        return _checked(parse_phone, self.cleaned_data["dien_thoai"])

    def clean_chu_dien_thoai(self) -> str:
        """A telephone number, if any."""
        return _checked(parse_phone, self.cleaned_data["chu_dien_thoai"])

    def clean_chu_so(self) -> str:
        """Twelve digits of a person, a tax code of anybody else."""
        person = self.cleaned_data.get("chu_loai") == PartyKind.PERSON
        return _checked(parse_identity if person else parse_tax_code, self.cleaned_data["chu_so"])

    def clean(self) -> dict[str, Any]:
        """The owner is written down whole or not at all."""
        cleaned = super().clean() or {}
        said = any(cleaned.get(name) for name in ("chu_so", "chu_dia_chi", "chu_dien_thoai"))
        if said and not cleaned.get("chu_ten"):
            self.add_error("chu_ten", "Nhập tên chủ hồ sơ, hoặc xóa phần chủ hồ sơ nếu người nộp là chủ.")
        return cleaned

    def applicant(self) -> PartyOrder:
        """Who stands at the counter."""
        said = self.cleaned_data
        return PartyOrder(
            name=said["ho_ten"],
            identity_no=said["so_dinh_danh"],
            birth_on=said["ngay_sinh"],
            phone=said["dien_thoai"],
            address=said["noi_cu_tru"],
            authority=said["uy_quyen"],
        )

    def owner(self) -> PartyOrder | None:
        """Whose request it is, when it is somebody else's."""
        said = self.cleaned_data
        if not said["chu_ten"]:
            return None
        return PartyOrder(
            name=said["chu_ten"],
            kind=PartyKind(said["chu_loai"]),
            identity_no=said["chu_so"],
            phone=said["chu_dien_thoai"],
            address=said["chu_dia_chi"],
        )

    @property
    def has_owner(self) -> bool:
        """Whether anything was typed about an owner, so that this part stays open."""
        names = ("chu_so", "chu_ten", "chu_dia_chi", "chu_dien_thoai", "uy_quyen")
        return any(self[name].value() for name in names)


def _checked(check: Any, text: str) -> str:
    """The normalised number, or the sentence of the refusal at the field."""
    if not text.strip():
        return ""
    try:
        return str(check(text))
    except Fault as fault:
        raise forms.ValidationError(fault.message) from None


def case_choices(version: VersionCard | None) -> list[tuple[str, str]]:
    """The cases that can be received; of several each with its number, so that one key chooses it."""
    cases = [case for case in version.cases if version.is_receivable(case.id)] if version else []
    if len(cases) == 1:
        return [(cases[0].key, cases[0].name)]
    return [(case.key, f"{no}. {case.name}") for no, case in enumerate(cases, 1)]
