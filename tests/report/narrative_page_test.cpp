// References, placements and the page that the narrative becomes.
#include "report/narrative_fixture.h"

namespace kith::report::tests {
namespace {

std::string html_of(const Story& story) {
  std::string html;
  for (const Chapter& chapter : story.chapters) {
    for (const Block& block : chapter.blocks) {
      if (const auto* text = std::get_if<std::string>(&block)) {
        html += *text;
      }
    }
  }
  return html;
}

TEST_F(Narratives, AFigureIsShownAsItWasReleased) {
  EXPECT_EQ(html_of(told("{{share neighbours}}")),
            "<p><span class=\"figure\" data-finding=\"neighbours_all\">75%</span></p>\n");
  EXPECT_EQ(html_of(told("{{benchmark neighbours benchmark=deprived}}")),
            "<p><span class=\"figure\" data-finding=\"neighbours_all\">57%</span></p>\n");
  EXPECT_NE(html_of(told("{{compare neighbours}}")).find(">compared to 57% of<"), std::string::npos);
  EXPECT_NE(html_of(told("{{difference neighbours}}")).find(">18 percentage points<"), std::string::npos);
  EXPECT_NE(html_of(told("{{interval neighbours}}")).find(">71% to 79%<"), std::string::npos);
  EXPECT_NE(html_of(told("{{base neighbours}}")).find(">400<"), std::string::npos);
  EXPECT_NE(html_of(told("{{count respondents_participant_w1}}")).find(">1,204<"), std::string::npos);
  EXPECT_NE(html_of(told("{{over 70% confidence_lc}}")).find(">over 70%<"), std::string::npos);
}

TEST_F(Narratives, ASmallBaseIsToldToEyesAndEars) {
  EXPECT_NE(html_of(told("{{share neighbours_lc_wls}}"))
                .find(">[66%]<span class=\"flag visually-hidden\"> (small base: 30 to 49 answers)</span></span>"),
            std::string::npos);
  EXPECT_NE(html_of(told("{{share neighbours by=wls}}")).find(">74%*<span class=\"flag visually-hidden\">"),
            std::string::npos);
}

TEST_F(Narratives, ByAndWaveNarrowAnIndicator) {
  EXPECT_NE(html_of(told("{{share neighbours by=lc}}")).find("neighbours_lc\""), std::string::npos);
  EXPECT_NE(html_of(told("{{share neighbours by=lc,wls}}")).find("neighbours_lc_wls\""), std::string::npos);
  EXPECT_NE(html_of(told("{{share trust wave=w2}}")).find("trust_w2\""), std::string::npos);
}

TEST_F(Narratives, AReferenceMayRunOverTheEndOfALine) {
  EXPECT_NE(html_of(told("{{compare\n  neighbours benchmark=deprived}} people")).find("compared to 57% of"),
            std::string::npos);
}

TEST_F(Narratives, AWithheldFigureCannotBeCited) {
  const auto problems = problems_of("In Scotland, {{share neighbours_sct}} of participants do.");
  ASSERT_EQ(problems.size(), 1U) << listed(problems);
  EXPECT_EQ(problems[0].code, "withheld-figure");
  EXPECT_EQ(problems[0].hint, "The sample is very small, so the figure is not shown.");
}

TEST_F(Narratives, UnknownNamesAreMetWithTheNearest) {
  struct Case {
    const char* text;
    const char* code;
    const char* hint;
  };
  for (const Case& one : std::vector<Case>{
           {"{{shar neighbours}}", "unknown-reference", "did you mean `share`?"},
           {"{{share neighbour}}", "unknown-finding", "did you mean `neighbours`?"},
           {"{{share neighbours by=lcc}}", "unknown-finding",
            "it has neighbours_ac, neighbours_all, neighbours_eng, neighbours_lc, neighbours_lc_wls, neighbours_sct, "
            "neighbours_wls"},
           {"{{quote made_friend}}", "unknown-quote", "did you mean `made_friends`?"},
           {"{{chart connectednes}}", "unknown-section", "did you mean `connectedness`?"},
           {"{{panel neighbour}}", "unknown-indicator", "did you mean `neighbours`?"},
           {"{{benchmark neighbours benchmark=deprive}}", "unknown-benchmark", "did you mean `deprived`?"},
           {"{{benchmark trust_w1}}", "unknown-benchmark", "add benchmark= and one of: deprived, national"},
           {"{{benchmark confidence}}", "unknown-benchmark", "benchmarks/*.toml holds those that there are"},
           {"{{share respondents_participant_w1}}", "wrong-kind", "use {{count ID}}"},
           {"{{mean neighbours}}", "wrong-kind", "use {{share ID}} or {{count ID}}"},
           {"{{count neighbours}}", "wrong-kind", "use {{share ID}} for it, {{base ID}} for what it rests on"},
       }) {
    const auto problems = problems_of(one.text);
    ASSERT_EQ(problems.size(), 1U) << one.text << listed(problems);
    EXPECT_EQ(problems[0].code, one.code) << one.text;
    EXPECT_EQ(problems[0].hint, one.hint) << one.text;
    EXPECT_EQ(problems[0].where, (Where{"report.md", 1}));
  }
}

TEST_F(Narratives, MalformedReferencesAreProblems) {
  for (const char* text : {"{{share neighbours", "share neighbours}}", "{{}}", "{{share}}", "{{share a b}}",
                           "{{share {{base a}} }}", "{{share **neighbours**}}", "{{share neighbours colour=red}}",
                           "{{share neighbours by=}}", "{{over 70%}}", "{{theory now}}"}) {
    expect_fails(text, "malformed-reference");
  }
}

TEST_F(Narratives, PlacementsStandAlone) {
  const Story story = told(
      "# Head\n\n## One\n\nWords.\n\n{{quote made_friends}}\n\n{{chart connectedness}}\n\nOther words "
      "here.\n\n{{theory}}\n");
  EXPECT_EQ(story.headline, "Head");
  ASSERT_EQ(story.chapters.size(), 1U);
  const auto& blocks = story.chapters[0].blocks;
  ASSERT_EQ(blocks.size(), 5U);
  EXPECT_EQ(std::get<Placement>(blocks[1]).kind, "quote");
  EXPECT_EQ(std::get<Placement>(blocks[1]).arguments, std::vector<std::string>{"made_friends"});
  EXPECT_EQ(std::get<Placement>(blocks[1]).where, (Where{"report.md", 7}));
  EXPECT_EQ(std::get<Placement>(blocks[2]).kind, "chart");
  EXPECT_EQ(std::get<Placement>(blocks[4]).kind, "theory");
  expect_fails("Words {{quote made_friends}} words.", "placement-in-line");
  expect_fails("- {{chart connectedness}}", "placement-in-line");
}

TEST_F(Narratives, HeadingsMakeChapters) {
  const Story story = told(
      "Before.\n\n# People & places\n\n## Community power\n\n### Within\n\nText.\n\n## Community power\n\nText.\n");
  EXPECT_EQ(story.headline, "People & places");
  ASSERT_EQ(story.chapters.size(), 3U);
  EXPECT_EQ(story.chapters[0].title, "");
  EXPECT_EQ(story.chapters[1].title, "Community power");
  EXPECT_EQ(story.chapters[1].anchor, "community-power");
  EXPECT_EQ(story.chapters[2].anchor, "community-power-2");
  EXPECT_EQ(std::get<std::string>(story.chapters[1].blocks[0]), "<h3>Within</h3>\n<p>Text.</p>\n");
}

TEST_F(Narratives, NothingOfTheTextBreaksOutOfThePage) {
  EXPECT_EQ(html_of(told("a & b < c' \"d\"")), "<p>a &amp; b &lt; c&#39; &quot;d&quot;</p>\n");
  EXPECT_EQ(html_of(told("`<b>&`")), "<p><code>&lt;b&gt;&amp;</code></p>\n");
  EXPECT_EQ(html_of(told("```\n<i>{{share x}}</i> 75%\n```")),
            "<pre><code>&lt;i&gt;{{share x}}&lt;/i&gt; 75%\n</code></pre>\n");
  EXPECT_EQ(html_of(told("See `{{share x}}`.")), "<p>See <code>{{share x}}</code>.</p>\n");
  expect_fails("<script>alert()</script>", "raw-html");
  expect_fails("a <b>c</b>", "raw-html");
  expect_fails("[x](javascript:alert)", "link");
  expect_fails("![x](https://example.org/x.png)", "image");
  expect_fails("a &bogus; b", "entity");
}

TEST_F(Narratives, ListsQuotesTablesAndEmphasisAreRendered) {
  EXPECT_EQ(html_of(told("- *a*\n- **b**\n  - c")),
            "<ul>\n<li><em>a</em></li>\n<li><strong>b</strong><ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n");
  EXPECT_EQ(html_of(told("> a\n> b")), "<blockquote>\n<p>a\nb</p>\n</blockquote>\n");
  EXPECT_EQ(html_of(told("| a | b |\n|---|---|\n| c | {{share neighbours}} |")),
            "<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead>\n<tr><th scope=\"col\">a</th><th "
            "scope=\"col\">b</th></tr>\n</thead>\n"
            "<tbody>\n<tr><td>c</td><td><span class=\"figure\" "
            "data-finding=\"neighbours_all\">75%</span></td></tr>\n</tbody>\n</table>\n</div>\n");
  EXPECT_EQ(html_of(told("[here](#annex)")), "<p><a href=\"#annex\">here</a></p>\n");
}

TEST_F(Narratives, AnEmptyOneGivesAnEmptyStory) {
  const Story story = told("");
  EXPECT_EQ(story.headline, "");
  EXPECT_TRUE(story.chapters.empty());
}

TEST_F(Narratives, EveryProblemIsToldAtOnceEachWithItsLine) {
  const auto problems = problems_of(
      "# Findings\n\n75% agreed.\n\n{{share nowhere}} did.\n\nMost agreed.\n\n| a |\n|---|\n| 12 people |\n");
  ASSERT_EQ(problems.size(), 4U) << listed(problems);
  EXPECT_EQ(problems[0].where.line, 3);
  EXPECT_EQ(problems[1].where.line, 5);
  EXPECT_EQ(problems[2].where.line, 7);
  EXPECT_EQ(problems[3].where.line, 11);
}

}  // namespace
}  // namespace kith::report::tests
