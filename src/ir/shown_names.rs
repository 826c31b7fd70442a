//! What people are shown instead of the names in a verdict: of its policy and outcomes, and of the fields in the paths of facts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::localised::in_language;
use super::{Field, IndexVec, LocalisedText, Policy, PolicyId, Program, Record, RecordId, Worded};

/// The words of a policy and of all that its verdicts name. Where a name has no words it is shown itself.
#[derive(Debug, Clone, Default)]
pub struct ShownNames(Arc<Shown>);

impl PartialEq for ShownNames {
    /// The hash of the policy, which each verdict has, covers the words; the numbers of records depend on the order of files.
    fn eq(&self, other: &Self) -> bool {
        let (one, other) = (&self.0, &other.0);
        one.languages == other.languages && one.outcomes == other.outcomes
    }
}

#[derive(Debug, Default)]
struct Shown {
    /// The languages of the policy, the default one first.
    languages: Vec<String>,
    /// Whether anything has words.
    has_words: bool,
    account: Option<RecordId>,
    request: Option<RecordId>,
    service: Option<RecordId>,
    records: IndexVec<RecordId, Record>,
    outcomes: Vec<Worded>,
    /// The policies of all packages, by their full names.
    titles: Vec<Worded>,
}

/// A step of a path: a field, with the element of it that is meant.
struct Step<'p> {
    name: &'p str,
    element: Option<Cow<'p, str>>,
}

impl Program {
    /// What people are shown instead of the names in verdicts of a policy.
    pub(crate) fn collect_names(&self, policy: PolicyId) -> ShownNames {
        let package = &self.packages[self.policies[policy].package];
        let titles = self
            .policies
            .ids()
            .map(|id| Worded { name: self.policy_name(id), words: self.policies[id].title.clone() });
        let titles: Vec<Worded> = titles.filter(|title| !title.words.is_empty()).collect();
        let mut fields = self.records.iter().flat_map(|record| &record.fields);
        let of_fields = fields.any(|field| !field.words.is_empty());
        let has_words = of_fields || !titles.is_empty() || !package.outcomes.is_empty();
        ShownNames(Arc::new(Shown {
            languages: package.languages.clone(),
            has_words,
            account: Some(package.account),
            request: package.request,
            service: package.service,
            records: if of_fields { self.records.clone() } else { IndexVec::new() },
            outcomes: package.outcomes.clone(),
            titles,
        }))
    }
}

impl Program {
    /// The words of everything that verdicts of a policy name, by its name; those that have none are not among them.
    pub(crate) fn words_of<'p>(&'p self, policy: &'p Policy) -> BTreeMap<String, &'p [LocalisedText]> {
        let package = &self.packages[policy.package];
        let mut words: BTreeMap<String, &[LocalisedText]> = BTreeMap::new();
        words.insert("title".to_owned(), &policy.title);
        words.extend(package.outcomes.iter().map(|it| (format!("outcome {}", it.name), it.words.as_slice())));
        let mut records: Vec<RecordId> = Vec::new();
        let mut next: Vec<RecordId> =
            [Some(package.account), package.request, package.service].into_iter().flatten().collect();
        while let Some(id) = next.pop() {
            if records.contains(&id) {
                continue;
            }
            records.push(id);
            let record = &self.records[id];
            for field in &record.fields {
                let name = format!("{}.{}", record.name, field.name);
                let choices = field.ty.choices().map_or(&[][..], |choices| choices);
                for (at, value) in choices.iter().enumerate() {
                    let of_value = field.ty.choices().map_or(&[][..], |choices| choices.words(at));
                    words.insert(format!("{name}.{value}"), of_value);
                }
                words.insert(name, &field.words);
                next.extend(field.ty.contained());
            }
        }
        words.retain(|_, words| !words.is_empty());
        words
    }
}

impl ShownNames {
    /// The language of the policy in which a reader of a language is answered: that one, another form of it, or the default.
    #[must_use]
    pub fn language<'l>(&'l self, asked: &'l str) -> &'l str {
        let primary = |tag: &'l str| tag.split(['-', '_']).next().unwrap_or(tag);
        let languages = || self.0.languages.iter().map(String::as_str);
        languages()
            .find(|known| known.eq_ignore_ascii_case(asked))
            .or_else(|| languages().find(|known| primary(known).eq_ignore_ascii_case(primary(asked))))
            .or_else(|| languages().next())
            .unwrap_or(asked)
    }

    /// Whether anything has words, so that the pages are for people who do not know the names.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.0.has_words
    }

    /// A policy, by its full name.
    #[must_use]
    pub fn policy<'n>(&'n self, name: &'n str, language: &str) -> &'n str {
        worded(&self.0.titles, name, language).unwrap_or(name)
    }

    /// An outcome.
    #[must_use]
    pub fn outcome<'n>(&'n self, name: &'n str, language: &str) -> &'n str {
        worded(&self.0.outcomes, name, language).unwrap_or(name)
    }

    /// The path of a fact or of an element, such as `account.trades[3]`; its elements are counted from one. The account itself is
    /// called `account`.
    #[must_use]
    pub fn path<'n>(&self, path: &'n str, language: &str, account: &'n str) -> Cow<'n, str> {
        if path == "account" && self.0.has_words {
            return Cow::Borrowed(account);
        }
        self.worded_path(path, language).map_or(Cow::Borrowed(path), Cow::Owned)
    }

    /// A path in words; `None` where no field of it has any.
    fn worded_path(&self, path: &str, language: &str) -> Option<String> {
        let (mut record, rest) = self.root(path)?;
        let (mut words, mut has_words) = (Vec::new(), false);
        for step in steps(rest)? {
            let field = self.field_of(record?, step.name)?;
            let shown = in_language(&field.words, language);
            has_words |= shown.is_some();
            let shown = shown.unwrap_or(&field.name);
            words.push(match step.element {
                Some(element) => format!("{shown} {element}"),
                None => shown.to_owned(),
            });
            record = field.ty.contained();
        }
        has_words.then(|| words.join(" › "))
    }

    /// A field of what a path leads to, or of a record within it.
    #[must_use]
    pub fn field<'n>(&'n self, path: &str, field: &'n str, language: &str) -> &'n str {
        let found = self.record_at(path).and_then(|record| self.field_within(record, field));
        found.and_then(|found| in_language(&found.words, language)).unwrap_or(field)
    }

    fn record_at(&self, path: &str) -> Option<RecordId> {
        let (mut record, rest) = self.root(path)?;
        for step in steps(rest)? {
            record = self.field_of(record?, step.name)?.ty.contained();
        }
        record
    }

    fn root<'p>(&self, path: &'p str) -> Option<(Option<RecordId>, &'p str)> {
        let (root, rest) = path.split_once('.').unwrap_or((path, ""));
        match root {
            "account" => Some((self.0.account, rest)),
            "request" => Some((self.0.request, rest)),
            "service" => Some((self.0.service, rest)),
            _ => None,
        }
    }

    fn field_of(&self, record: RecordId, name: &str) -> Option<&Field> {
        self.0.records.get(record)?.fields.iter().find(|field| field.name == name)
    }

    /// A field of a record or of the records that it holds singly: a condition may have read it there.
    fn field_within(&self, record: RecordId, name: &str) -> Option<&Field> {
        self.field_of(record, name).or_else(|| {
            let inner = self.0.records.get(record)?.fields.iter().filter_map(|field| field.ty.record());
            inner.filter_map(|inner| self.field_within(inner, name)).next()
        })
    }
}

fn worded<'n>(all: &'n [Worded], name: &str, language: &str) -> Option<&'n str> {
    let found = all.iter().find(|worded| worded.name == name)?;
    in_language(&found.words, language)
}

/// The steps of a path behind its root; `None` if it is not written as one.
fn steps(mut rest: &str) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        rest = behind;
        let mut element = None;
        if let Some(inner) = rest.strip_prefix('[') {
            let (found, behind) = element_of(inner)?;
            (element, rest) = (Some(found), behind);
        }
        steps.push(Step { name, element });
        match rest.strip_prefix('.') {
            Some(next) => rest = next,
            None if rest.is_empty() => {}
            None => return None,
        }
    }
    Some(steps)
}

/// Which element brackets name, by its place or its key, and what follows them.
fn element_of(inner: &str) -> Option<(Cow<'_, str>, &str)> {
    let digits = inner.find(|c: char| !c.is_ascii_digit()).unwrap_or(inner.len());
    if let Ok(place) = inner[..digits].parse::<u64>() {
        return Some((Cow::Owned(place.checked_add(1)?.to_string()), inner[digits..].strip_prefix(']')?));
    }
    let (_, key) = inner.split_once('=')?;
    let Some(text) = key.strip_prefix('"') else {
        let (number, rest) = key.split_once(']')?;
        return Some((Cow::Borrowed(number), rest));
    };
    let mut is_escaped = false;
    let end = text.char_indices().find(|&(_, c)| {
        let ends = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    });
    let (end, _) = end?;
    Some((Cow::Borrowed(&text[..end]), text[end + 1..].strip_prefix(']')?))
}
