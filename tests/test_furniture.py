"""Which lines are the article: whole pages and small oddities, each line labelled by hand beside it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.furniture import label_lines
from analysis.linecues import judge, plain_title
from analysis.pages import clean

# Each line with its label: T title, S subtitle or subheading, b body, - furniture. Blank lines have none.
PAGE = """
- موقع المدينة الإخباري
-   • الرئيسية
-   • أخبار
-   • اقتصاد
-   • رياضة
-       □ كرة القدم
-       □ كرة السلة
-   • ثقافة وفنون
- بحث
- [                    ]
- الثلاثاء 6 يناير 2026
- عاجل
-   • وفاة فنان معروف بعد صراع مع المرض

- الرئيسية / أخبار / محليات
T افتتاح جسر جديد فوق النهر بعد عامين من العمل

- نشر في: 5 يناير 2026 - 18:20
- كتب: سامي العلي
- شارك
- فيسبوك
- تويتر
- حجم الخط

b افتتحت وزارة النقل، اليوم الاثنين، جسرا جديدا فوق النهر يربط شرق المدينة بغربها بعد عامين من العمل المتواصل.
b وقال الوزير إن الجسر يخفف الازدحام ويختصر الطريق بين ضفتي النهر إلى عشر دقائق فقط.

S كلفة المشروع
b وبلغت كلفة الجسر نحو 40 مليونا، دفعت الحكومة نصفها وتكفل المصرف العربي بالنصف الآخر بقرض طويل الأجل.
- صورة أرشيفية
- الجسر القديم قبل هدمه
b وأضاف الوزير أن العمل في الجسر لم يتوقف يوما واحدا رغم الأمطار التي أغرقت المدينة في الشتاء الماضي.
b ويتوقع أن يعبر الجسر عشرون ألف سيارة كل يوم، بحسب تقدير وزارة النقل.

- الكلمات الدلالية:
- جسر
- وزارة النقل
- اقرأ أيضا
- فوز كبير للمنتخب في البطولة القارية
- حقق المنتخب الوطني فوزا كبيرا على ضيفه في المباراة التي جرت مساء أمس أمام جمهور غفير ملأ مدرجات الملعب.
- معرض الكتاب يفتح أبوابه للزوار
- يشارك في المعرض هذا الموسم أكثر من ثلاثمئة ناشر من بلدان عدة، وتقام على هامشه ندوات وأمسيات شعرية يومية.
- التعليقات
- لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها.
- الاسم
- نلتزم بحذف كل تعليق يتضمن شتائم أو دعاية أو مساسا بحرية الآخرين ومعتقداتهم دون الرجوع إلى صاحبه في أي وقت.
- من نحن
- اتصل بنا
- جميع الحقوق محفوظة © 2026
"""

BULLETIN = """
T مواعيد مباريات الجولة العاشرة

b أعلن الاتحاد مواعيد مباريات الجولة العاشرة من الدوري الممتاز على مدى ثلاثة أيام، وجاءت على النحو التالي:
b السبت 7 مارس
b الاتحاد - الأهلي 15:00
b النجم - الهلال 17:30
b الأحد 8 مارس
b الشباب - الوحدة 16:00
b وتنقل المباريات كلها على القناة الرياضية الأولى وعلى موقعها في الشبكة دون اشتراك.
"""

POEM = """
T رحيل شاعر البحر

b ودع محبو الشعر أمس صاحب ديوان البحر الذي كتب قصائده بين المرافئ والسفن طوال أربعين عاما، ومن أبياته:
b يا بحر خذني إلى مرافئ أمسي
b واترك على الرمل ما تبقى من اسمي
b أنا الغريب الذي عادت سفائنه
b بلا شراع ولا ريح ولا رسم
b ونعاه اتحاد الكتاب في بيان قال فيه إن قصائده باقية في ذاكرة الناس وفي كتب المدارس.
"""

INTERVIEW = """
T وزير الزراعة: لن نستورد القمح هذا العام

- حوار: ليلى حسن

b التقينا وزير الزراعة في مكتبه وسألناه عن محصول القمح وأسعار الخبز وخطط الوزارة للموسم المقبل.
b * كيف ترون المحصول هذا العام؟
b - المحصول جيد والحمد لله، وقد زادت المساحات المزروعة بالقمح في كل المحافظات.
b * وماذا عن الأسعار؟
b - لن ترتفع.
b * شكرا لكم.
"""

BOXED = """
T إغلاق المطار بسبب العاصفة

- عمان – رويترز

b أغلقت السلطات المطار الدولي صباح اليوم بسبب العاصفة الرملية التي تضرب البلاد منذ ليلة أمس.
b وقال مدير المطار إن جميع الرحلات ألغيت حتى إشعار آخر وإن المسافرين نقلوا إلى الفنادق القريبة.
- غرق سفينة صيد قبالة الساحل ونجاة بحارتها
- خبراء يحذرون من موجة جفاف تضرب المنطقة
b وأضاف أن المطار قد يفتح أبوابه مساء الغد إذا هدأت الرياح وتحسنت الرؤية على المدارج.
- ------------------------
- تابعونا على فيسبوك
- جميع الحقوق محفوظة
"""

SHORT = """
T إغلاق الطريق الساحلي
b أغلقت الشرطة الطريق
b سقطت أشجار على السيارات
"""

COMMENTED = """
-   • الرئيسية
-   • أخبار
-   • رياضة
-   • اقتصاد
-   • صحة
-   • فيديو
-   • صور
-   • مقالات
T ارتفاع أسعار الخضار قبل رمضان

-   • 3/3/2024

b ارتفعت أسعار الخضار في أسواق العاصمة قبل أيام من شهر رمضان رغم وعود وزارة التجارة بضبط الأسواق.
b وقال تجار الخضار في السوق المركزي إن قلة المعروض وكلفة النقل وراء ارتفاع أسعار الطماطم والخيار
b وأكدت وزارة التجارة أن فرق التفتيش تجول على أسواق العاصمة كل صباح لضبط أسعار الخضار والفواكه.

- التعليقات
- محمد
- أسعار الخضار ارتفعت كثيرا في أسواق العاصمة ووزارة التجارة لا تفعل شيئا لضبط الأسواق قبل رمضان كعادتها.
- منى
- وعود وزارة التجارة بضبط أسعار الخضار سمعناها في رمضان الماضي أيضا ولم نر فرق التفتيش في أسواق العاصمة أبدا.
- اكتب تعليقك هنا
- الشروط والأحكام
"""

PAGES = {
    "comments": COMMENTED,
    "page": PAGE,
    "list": BULLETIN,
    "poem": POEM,
    "interview": INTERVIEW,
    "box": BOXED,
    "short": SHORT,
}
KINDS = {"T": {"title"}, "S": {"subtitle", "subhead"}, "b": {"body"}, "-": {"furniture"}}


def _split(page: str) -> tuple[str, list[str]]:
    rows = page.strip("\n").split("\n")
    return "\n".join(row[2:] for row in rows), [row[:1] for row in rows]


@pytest.mark.parametrize("name", PAGES)
def test_every_line_has_the_label_written_beside_it(name):
    text, expected = _split(PAGES[name])
    found = label_lines(judge(text))
    wrong = [
        (number, mark, label)
        for number, (mark, label) in enumerate(zip(expected, found.labels, strict=True), 1)
        if label not in KINDS.get(mark, {"blank"})
    ]
    assert wrong == []


def test_every_removed_line_has_a_reason():
    page = clean(_split(PAGE)[0])
    reasons = {line.text: line.reason for line in page.removed}
    assert all(reasons.values())
    assert reasons["الثلاثاء 6 يناير 2026"] == "page date"
    assert reasons["كتب: سامي العلي"] == "byline"
    assert reasons["فيسبوك"] == "share button"
    assert reasons["جميع الحقوق محفوظة © 2026"] == "copyright"
    assert page.author == "سامي العلي"


LINES = {
    "طباعة": "print button",
    "  • 6-1-2026 | 09:38": "date",
    "الأربعاء 7 يناير 2026": "date",
    "آخر تحديث: 17:30": "date",
    "منذ 3 ساعات": "date",
    "17 رجب 1447 هـ": "date",
    "اقرأ أيضًا: خبر آخر من المدينة": "related story",
    "إقرأ ايضاً": "related story",
    "تابعونا على تويتر": "call to readers",
    "بقلم: كاتب المقال": "byline",
    "المصدر: وكالات": "source line",
    "[                    ]": "symbols",
    "* * *": "symbols",
    "// انتهى //": "end mark",
    "----------": "rule",
    "https://example.org/news/1": "link",
    "Follow us on our page": "call to readers",
    "□ كرة القدم": "list item",
}


@pytest.mark.parametrize("line", LINES)
def test_furniture_that_one_line_shows(line):
    (judged,) = judge(line)
    assert (judged.kind, judged.reason) == ("furniture", LINES[line])


NEWS = [
    "كتب الرئيس رسالة إلى نظيره",
    "مصر تسجل 30 إصابة جديدة",
    "ارتفاع الأسعار خلال شهر يونيو 2016",
    "أبرز أخبار السبت 11 مارس 2017",
    "معرض تونس الدولي للكتاب 2017",
    "صور الأقمار الصناعية تكشف حجم الدمار",
    "إعلان نتائج الانتخابات",
    "تعليق الرحلات الجوية إلى بيروت",
    "بحث العلاقات بين البلدين",
    "قبل ساعات من القمة",
    "انتهى الاجتماع دون اتفاق",
]


@pytest.mark.parametrize("line", NEWS)
def test_headlines_that_look_like_furniture_are_not(line):
    assert judge(line)[0].kind in ("short", "long")


def test_when_too_little_would_be_left_everything_stays():
    text = (
        "عنوان الخبر\n" + "اقرأ أيضا: خبر آخر عن المدينة\n" * 6 + "قالت الوزارة في بيان قصير إن الطريق أغلق."
    )
    page = clean(text)
    assert page.text == text
    assert page.removed == []
    assert page.warning.startswith("furniture kept: without it ")


@pytest.mark.parametrize("text", ["", "\n\n", "كلمة", "طباعة", "...", "\r\n\r\n"])
def test_tiny_texts(text):
    page = clean(text)
    assert len(page.text) == len(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*NEWS, *LINES, *PAGE.split("\n"), "", "قصير."]), max_size=8).map("\n".join))
@example("عنوان الخبر كما نشر\n\n" + PAGE.split("\n")[26][2:])
def test_the_short_cut_for_plain_texts_agrees_with_the_rules(text):
    if title := plain_title(text):
        page = clean(text)
        assert (page.title, page.removed, page.places) == (title, [], [])
