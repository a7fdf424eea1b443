//! Every kind of unit prints: primers, cases, mock interviews, prompts.

use crate::fixture::Fixture;
use crate::outline::outline;
use crate::scope::words;

#[test]
fn mocks_and_prompts_print_behind_the_cases() {
    let fixture = Fixture::good();
    fixture
        .append(
            "content/guide.toml",
            "\n[[part]]\ntitle = \"Mock interviews\"\nkind = \"mocks\"\nunits = [\"first-mock\"]\n\
             \n[[part]]\ntitle = \"Further prompts\"\nkind = \"prompts\"\n",
        )
        .file(
            "content/mocks/first-mock.toml",
            "title = \"The first mock\"\ncase = \"first-case\"\nminutes = 35\n\
             verdict = '''Hired, because $x^2$ was a square.'''\n\
             [[turns]]\nat = \"00:30\"\nwho = \"interviewer\"\nsay = '''Begin.'''\n\
             [[turns]]\nat = \"01:00\"\nwho = \"candidate\"\nsay = '''What for?'''\n\
             [[turns]]\nat = \"01:10\"\nwho = \"note\"\nsay = '''A good question.'''\n",
        )
        .file(
            "content/prompts.toml",
            "[[prompt]]\ntext = '''Design a small guide.'''\ncase = \"first-case\"\nfamily = \"guides\"\n\
             [[prompt]]\ntext = '''Design a large one.'''\nfamily = \"guides\"\n",
        );
    let run = fixture.run(&["build", "--deny-warnings"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let titles = outline(&fixture.path("out/book.pdf"));
    let place = |title: &str| titles.iter().position(|t| t.contains(title));
    let (mock, prompts) = (place("The first mock"), place("Further prompts"));
    assert!(mock.is_some() && prompts.is_some() && mock < prompts, "{titles:?}");
}

#[test]
fn a_mock_names_a_case_and_its_own_clock() {
    let fixture = Fixture::good();
    fixture
        .append(
            "content/guide.toml",
            "\n[[part]]\ntitle = \"Mocks\"\nkind = \"mocks\"\nunits = [\"first-mock\"]\n",
        )
        .file(
            "content/mocks/first-mock.toml",
            "title = \"The first mock\"\ncase = \"frist-case\"\nminutes = 0\nverdict = ''\nturns = []\n",
        );
    let run = fixture.run(&["check"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("0 is out of bounds"), "{}", run.stderr);
}

/// A list and a pair of answers that are longer than a column go on under a line that
/// says what they are; their own head is printed once.
#[test]
fn what_goes_on_in_the_next_column_says_so() {
    let fixture = Fixture::good();
    let line = "Words fill a column line by line until no line is left in it. ";
    let probe = |n: char| {
        let answer = line.repeat(3);
        format!(
            "[[probe]]\nstep = \"ask\"\nask = '''Why {n}?'''\nanswer = '''{answer}'''\n"
        )
    };
    let probes: String = ('a'..='z').map(probe).collect();
    let answer = line.repeat(90);
    let pair = format!(
        "[[pair]]\nstep = \"ask\"\nquestion = '''What comes first?'''\n\
         weak = '''{answer}'''\nstrong = '''{answer}'''\nwhy = '''All hangs on it.'''\n"
    );
    fixture
        .append("content/cases/first-case/practice.toml", &format!("\n{probes}{pair}"));
    fixture.file(
        "content/editions/book.fit.toml",
        "choice = [\n  { block = \"pair:first-case:ask:1\", place = \"break\", reason = \"a test\" },\n]\n",
    );
    let words = words(&fixture, "book", &[]);
    let count = |piece: &str| words.matches(piece).count();
    for (head, least) in
        [("INTERVIEWER PROBES", 1), ("WEAK ANSWER", 1), ("STRONG ANSWER", 1)]
    {
        let again = format!("{head}, CONTINUED");
        assert!(count(&again) >= least, "{again}: {words}");
    }
    assert_eq!(count("What comes first?"), 1, "{words}");
    assert_eq!(count("INTERVIEWER PROBES") - count("INTERVIEWER PROBES, CONTINUED"), 1);
}
