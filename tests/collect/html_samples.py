# ruff: noqa: E501 -- markup stands as it is found
"""Pages written for the tests, each in the manner of a kind of page met in the wild."""

from __future__ import annotations

LOREM = (
    "The delegation said on Tuesday that the programme would begin in the spring, after months of talks between "
    "the two governments, and that instructors would stay for a year."
)

WORDPRESS = f"""<!DOCTYPE html>
<html lang="en-US"><head><meta charset="UTF-8">
<title>Training programme announced &#8211; The Observer&#8217;s Blog</title>
<meta property="og:site_name" content="The Observer&#8217;s Blog">
<meta property="article:published_time" content="2025-06-03T08:15:00+02:00">
<link rel="canonical" href="https://blog.example.org/2025/06/training/">
<style>.x{{color:red}}</style></head>
<body class="post-template single has-sidebar">
<header class="site-header"><nav><a href="/">Home</a> <a href="/about">About</a></nav></header>
<main><article class="post-17"><h1 class="entry-title">Training programme announced</h1>
<div class="entry-meta">Posted on <time datetime="2025-06-03T08:15:00+02:00">June 3, 2025</time></div>
<div class="entry-content">
<p>{LOREM}</p>
<p>Officials &ldquo;declined&rdquo; to comment&nbsp;&mdash; see <a href="https://news.example.com/a?b=1&amp;c=2#x">the
   report</a>.<br>They said: &quot;A &lt; B&quot;.</p>
<ul><li>First &amp; foremost</li><li>Second item</li></ul>
<p style="display:none">Hidden trap text</p>
<div class="sharedaddy">Share this: <a href="/share">Facebook</a></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><a href="/old">An older post about something</a></div>
</div></article></main>
<aside id="secondary"><h2>Recent posts</h2><a href="/z">Z</a></aside>
<footer>Proudly powered by WordPress</footer><script>var a = "<p>no text</p>";</script></body></html>"""

NEWS = (
    """<html><head><title>Ministry signs deal | Daily Example</title>
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",
"headline":"Ministry signs deal","datePublished":"2025-02-11T23:30:00-03:00","author":{"@type":"Person","name":"Jane Roe"},
"publisher":{"@type":"Organization","name":"Daily Example"},"inLanguage":"pt-BR"}]}</script>
<script type="application/ld+json">{broken json</script></head>
<body><div id="page"><h1>Ministry signs deal</h1><p>11 de fevereiro de 2025</p>
<p>"""
    + "O ministério anunciou na terça-feira que assinou um acordo de cooperação com o governo vizinho. " * 4
    + """</p>
<p>Leia também: <a href="/outra">Outra notícia sobre o mesmo assunto</a></p>
<p>"""
    + "Segundo o comunicado, a entrega dos equipamentos começa em março e termina no fim do ano. " * 4
    + """</p>
</div></body></html>"""
)

TELEGRAM = """<html><head><meta property="og:title" content="Example Channel"><meta property="og:site_name" content="Telegram">
</head><body><header class="tgme_header"><a href="/examplechannel">Example Channel</a></header>
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap" data-post="examplechannel/101">
<div class="tgme_widget_message_author"><a href="https://t.me/examplechannel">Example Channel</a></div>
<div class="tgme_widget_message_text js-message_text" dir="auto"><b>Первое сообщение</b> о том, что поставки начались в июне.<br/>
Вторая строка &#33; <a href="https://example.org/x">ссылка</a></div>
<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span>
<a href="https://t.me/examplechannel/101"><time datetime="2025-06-01T10:00:00+00:00">10:00</time></a></div></div></div>
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="examplechannel/102">
<div class="tgme_widget_message_text js-message_text" dir="auto">Друге повідомлення: інструктори прибули до країни вчора ввечері.</div>
<div class="tgme_widget_message_footer"><a href="https://t.me/examplechannel/102"><time datetime="2025-06-02T11:30:00+00:00"></time></a>
</div></div></div></body></html>"""

ARABIC = (
    '<html dir="rtl" lang="ar"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'
    "<title>وزارة الدفاع تعلن</title></head><body><h1>وزارة الدفاع تعلن</h1><p>١٥ يونيو ٢٠٢٥</p><p>"
    + "أعلنت وزارة الدفاع أن برنامج التدريب بدأ هذا الأسبوع بمشاركة مدربين من دولة مجاورة، بحسب بيان رسمي. "
    * 3
    + "</p></body></html>"
).translate(str.maketrans("١٥٢٠", "1520"))

RUSSIAN = (
    '<html><head><meta charset="windows-1251"><title>Заголовок — Газета</title></head><body><div class="menu">Меню</div>'
    "<h1>Заголовок</h1><p>5 июня 2025, 12:30</p><p>"
    + "Источник сообщил, что инструкторы прибыли в страну и начали обучение местных военнослужащих. " * 4
    + "</p></body></html>"
)

MALFORMED = (
    "<p>One <b>two <i>three</b> four</i><table><tr><td>a<td>b<tr><td>c</table></div></p><p>five < six &amp seven &unknown;"
    "<a href='x\"y>z'>link</a><!-- open <p>lost --><![CDATA[ cdata ]]></p><p>last <script>if (a<b) {</script> line"
    '<p>half a tag <a href="never closed'
)

NO_BODY = "<title>Only a title</title><meta name=date content=2025-01-01>A bare line of text that stands outside any element."
