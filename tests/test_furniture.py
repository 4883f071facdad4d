"""Which lines are the article: whole pages and small oddities, each line labelled by hand beside it."""

from __future__ import annotations

import sys
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.loading.furniture import label_lines
from analysis.loading.linecues import judge, plain_title
from analysis.loading.pages import clean

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

CREDITS = """
- أخبار محلية

T ترميم السوق القديم يبدأ بعد العيد
S البلدية تنشر صورة السوق كما سيصير (فيديو)

- ترميم السوق القديم يبدأ بعد العيد
- واجهة السوق القديم
- واجهة السوق القديم
- سالم الجابري
- صنعاء - أخبار الحي

b تبدأ البلدية بعد عيد الأضحى ترميم السوق القديم الذي تضرر سقفه في أمطار الشتاء الماضي.
b وقال رئيس البلدية إن العمل يستمر ستة أشهر تنقل خلالها المحال إلى ساحة قريبة من السوق.

S سوق مؤقت

b وتفتح السوق المؤقتة أبوابها في الأسبوع المقبل، ويعود التجار إلى محالهم قبل رمضان.

- شارك هذا الخبر على فيسبوك
- الأخبار الأكثر قراءة
- تعليقات القراء
"""

STRING = " ".join(
    [
        "انطلاق مهرجان المسرح المدرسي في ثلاث محافظات اختتام دورة تدريبية للممرضات في مستشفى",
        "الأطفال فريق الشباب يتعادل مع ضيفه في مباراة ودية تأجيل رحلات العبارة بسبب ارتفاع الموج",
        "وصول باخرة محملة بالقمح إلى الميناء افتتاح معرض للصور القديمة في المتحف الوطني تكريم",
        "الفائزين في مسابقة الخط العربي حملة لتنظيف الشاطئ يشارك فيها طلاب الجامعة",
    ]
)
TICKER = """
- {}

T إغلاق جسر الوادي للصيانة

b أغلقت مديرية الطرق جسر الوادي أمام السيارات ابتداء من صباح اليوم لإجراء أعمال صيانة في دعاماته.
b وقالت مديرية الطرق إن الجسر يفتح من جديد بعد أسبوعين وإن السيارات تسلك طريق الوادي القديم.
b وكانت دعامات الجسر قد تضررت من السيول.
""".replace("{}", STRING)

HEADLINES = """
- وفاة فنان قدير عن ثمانين عاما
- المنتخب يغادر إلى معسكر خارجي
- طقس حار نهاية الأسبوع
- إتلاف كمية من اللحوم الفاسدة
- بدء امتحانات الشهادة الثانوية غدا
- معرض للكتب المستعملة في الجامعة
- حملة مجانية لفحص النظر
T سعر الطماطم يتضاعف في شهر
b ارتفع سعر الطماطم في أسواق الجملة إلى الضعف خلال شهر واحد بسبب قلة المعروض وارتفاع كلفة النقل.
b ويقول تجار الجملة إن سعر الطماطم سيعود إلى ما كان عليه حين يبدأ موسم القطاف في الأغوار.
"""

DECK = """
T الأهالي يشكون من انقطاع المياه في الحي الشرقي

S سعاد: ننتظر المياه منذ أسبوع
S حسن: خزانات الحي الشرقي فارغة
S أبو خالد: نشتري صهاريج المياه بأسعار مرتفعة
S مدير المياه: إصلاح المضخة خلال يومين
S البلدية: نوزع المياه على المدارس أولا
S لجنة الحي: الانقطاع يتكرر كل صيف

b يشكو أهالي الحي الشرقي من انقطاع المياه عن منازلهم منذ أسبوع بعد تعطل المضخة التي تغذي خزانات الحي.
b وقال مدير المياه إن إصلاح المضخة ينتهي خلال يومين، فيما توزع البلدية صهاريج على المدارس.
"""

OTHER = """
T افتتاح مكتبة عامة في القرية

b افتتحت وزارة الثقافة مكتبة عامة في القرية تضم سبعة آلاف كتاب وقاعة للأطفال وأخرى للمطالعة.
b وقال أمين المكتبة إن الكتب جمعت من تبرعات أهل القرية وإن قاعة المطالعة تفتح كل يوم.

- اقرأ أيضا:
- ضبط شحنة سجائر مهربة
- أحبطت الجمارك محاولة تهريب شحنة سجائر كانت مخبأة في شاحنة خضار عند المعبر الحدودي فجر الخميس.
"""

PAGES = {
    "credits": CREDITS,
    "ticker": TICKER,
    "headlines": HEADLINES,
    "deck": DECK,
    "other story": OTHER,
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
    lines = judge(text)
    found = label_lines(lines)
    wrong = [
        (line.number, mark, label)
        for line, mark, label in zip(lines, filter(None, expected), found.labels, strict=True)
        if label not in KINDS[mark]
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
    "الأخبار الأكثر قراءة": "widget",
    "شارك هذا المقال على تويتر": "share button",
    "أضف تعليقك": "comments",
    "اشترك في نشرتنا البريدية": "call to readers",
    "العودة إلى أعلى الصفحة": "navigation",
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
    "وتابع:",
    "شارك في اللقاء سفراء أربع دول",
    "أهم أسباب الأزمة",
    "رياضة وسياسة",
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


PROSE = [row[2:] for row in PAGE.split("\n") if row.startswith("b ")]


@settings(deadline=None)
@given(st.sampled_from([*NEWS, *LINES, *PROSE]), st.lists(st.sampled_from([*PROSE, *NEWS, ""]), max_size=4))
def test_the_short_cut_for_plain_texts_agrees_with_the_rules(title, lines):
    text = "\n".join([title, "", *lines])
    if (found := plain_title(text)) is not None:
        page = clean(text)
        assert (page.title, page.text, page.removed) == (found, text, ())


@settings(deadline=None)
@given(st.lists(st.sampled_from([*NEWS, *LINES, *PAGE.split("\n"), "", "قصير."]), max_size=30).map("\n".join))
def test_what_is_removed_is_blanked_and_listed_and_all_else_stays(text):
    page = clean(text)
    kept = list(page.text)
    for line in page.removed:
        assert text[line.start : line.end] == line.text
        assert page.text[line.start : line.end].isspace()
        kept[line.start : line.end] = line.text
    assert "".join(kept) == text


@pytest.mark.parametrize("opening", ["", "- "])
def test_only_the_ends_of_a_very_long_line_are_looked_at(opening):
    text = opening + "قالت الوزارة في بيان إن القمة ستعقد يوم الأحد في المدينة " * 20_000 + "\nطباعة"
    clean(text[:1000])  # reads the tables of words
    tracemalloc.start()
    page = clean(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert page.text == text.replace("طباعة", " " * 5)
    assert peak < 5 * sys.getsizeof(text)  # three copies of it; split into words it takes twelve
