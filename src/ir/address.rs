//! Addresses that messages link to (RFC 3986, 3987 and 6068): which texts are taken for one, in policies and on pages.

use unicode_security::confusable_detection::skeleton;
use unicode_security::{RestrictionLevel, RestrictionLevelDetection as _};

use crate::source::turns_direction;

/// Why a text is not an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAddress {
    /// It begins with no scheme, or with another than `https`, `http` and `mailto`.
    Scheme,
    /// It holds a character that an address must not hold as it is.
    Character(char),
    /// It names no host, or one that no host can be called.
    Host,
    /// It names no mailbox.
    Mailbox,
}

/// What a reader may be misled by in a well-formed address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misleading {
    /// A name before the host, which passes for the host.
    UserInfo,
    /// A host whose letters pass for those of another.
    Host,
}

/// Whether a text is an absolute address of the web or of mail, and what may mislead its reader.
///
/// # Errors
/// Why it is not one.
pub fn address(text: &str) -> Result<Option<Misleading>, NotAddress> {
    let (scheme, rest) = text.split_once(':').ok_or(NotAddress::Scheme)?;
    let is_mail = scheme.eq_ignore_ascii_case("mailto");
    if !is_mail && !["https", "http"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Err(NotAddress::Scheme);
    }
    if let Some(wrong) = wrong_character(rest) {
        return Err(NotAddress::Character(wrong));
    }
    if is_mail { mail(rest) } else { web(rest) }
}

/// Whether a page may let its reader follow a link: it is an address that does not mislead.
#[must_use]
pub fn may_be_followed(link: &str) -> bool {
    address(link) == Ok(None)
}

/// The first character that an address does not hold unless it is escaped; `%` begins an escape.
fn wrong_character(text: &str) -> Option<char> {
    let is_wrong = |sign: char| {
        sign.is_control() || sign.is_whitespace() || is_invisible(sign) || "\"<>\\^`{|}".contains(sign)
    };
    let is_escape = |rest: &str| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let found =
        text.char_indices().find(|&(at, sign)| is_wrong(sign) || sign == '%' && !is_escape(&text[at + 1..]));
    found.map(|(_, sign)| sign)
}

/// Characters that show nothing or turn the direction of others (Unicode TR 36).
fn is_invisible(sign: char) -> bool {
    turns_direction(sign)
        || matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn web(rest: &str) -> Result<Option<Misleading>, NotAddress> {
    let rest = rest.strip_prefix("//").ok_or(NotAddress::Host)?;
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let (user, host) = match authority.rsplit_once('@') {
        Some((_, host)) => (Some(Misleading::UserInfo), host),
        None => (None, authority),
    };
    let host = without_port(host).ok_or(NotAddress::Host)?;
    Ok(user.or(name_of_host(host)?))
}

/// A host without its port; `None` if what stands for the port is none.
fn without_port(host: &str) -> Option<&str> {
    let end = if host.starts_with('[') { host.find(']')? + 1 } else { host.find(':').unwrap_or(host.len()) };
    let (host, port) = host.split_at(end);
    let digits = match port.strip_prefix(':') {
        Some(digits) => digits,
        None if port.is_empty() => return Some(host),
        None => return None,
    };
    let is_port = digits.bytes().all(|digit| digit.is_ascii_digit()) && digits.parse::<u16>().is_ok();
    is_port.then_some(host)
}

fn name_of_host(host: &str) -> Result<Option<Misleading>, NotAddress> {
    if let Some(literal) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return literal.parse::<core::net::Ipv6Addr>().map(|_| None).map_err(|_| NotAddress::Host);
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    if name.is_empty() || name.len() > 253 || !name.split('.').all(is_label) {
        return Err(NotAddress::Host);
    }
    Ok(name.split('.').any(is_lookalike).then_some(Misleading::Host))
}

fn is_label(label: &str) -> bool {
    let is_of_name = |sign: char| sign.is_alphanumeric() || !sign.is_ascii() || matches!(sign, '-' | '_');
    !label.is_empty()
        && label.len() <= 63
        && label.chars().all(is_of_name)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Whether a label beyond ASCII mixes scripts, or looks like one of ASCII (Unicode TS 39).
fn is_lookalike(label: &str) -> bool {
    !label.is_ascii()
        && (label.detect_restriction_level() > RestrictionLevel::HighlyRestrictive
            || skeleton(label).all(|sign| sign.is_ascii()))
}

fn mail(rest: &str) -> Result<Option<Misleading>, NotAddress> {
    let mailboxes = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
    let mut misleading = None;
    for mailbox in mailboxes.split(',') {
        let (local, host) = mailbox.split_once('@').ok_or(NotAddress::Mailbox)?;
        if local.is_empty() || local.contains(['/', ':']) || host.contains('@') {
            return Err(NotAddress::Mailbox);
        }
        misleading = misleading.or(name_of_host(host)?);
    }
    Ok(misleading)
}

#[cfg(test)]
mod tests {
    use super::{Misleading, NotAddress, address};

    #[test]
    fn only_addresses_of_the_web_and_of_mail_are_links() {
        for text in [
            "https://example.com",
            "HTTPS://example.com:8443/a/b?c=d&e=%20#f",
            "http://localhost:3000/",
            "https://192.0.2.1/a",
            "https://[2001:db8::1]:443/a",
            "https://xn--fsqu00a.xn--0zwm56d/",
            "https://例子.测试/注销?编号=7",
            "https://пример.испытание/",
            "https://bücher.example/",
            "mailto:help@example.com",
            "mailto:a@example.com,b@example.org?subject=Close%20it",
        ] {
            assert_eq!(address(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn what_is_not_an_address_is_refused() {
        for (text, why) in [
            ("", NotAddress::Scheme),
            ("not a url", NotAddress::Scheme),
            ("example.com/close", NotAddress::Scheme),
            ("/settings", NotAddress::Scheme),
            ("//example.com", NotAddress::Scheme),
            (" https://example.com", NotAddress::Scheme),
            ("javascript:alert(1)", NotAddress::Scheme),
            ("java\tscript:alert(1)", NotAddress::Scheme),
            ("data:text/html,x", NotAddress::Scheme),
            ("file:///etc/passwd", NotAddress::Scheme),
            ("https:example.com", NotAddress::Host),
            ("https://", NotAddress::Host),
            ("https:///path", NotAddress::Host),
            ("https://user@", NotAddress::Host),
            ("https://a..b", NotAddress::Host),
            ("https://-a.com", NotAddress::Host),
            ("https://exa,mple.com", NotAddress::Host),
            ("https://example.com:port", NotAddress::Host),
            ("https://example.com:99999", NotAddress::Host),
            ("https://example.com:+80", NotAddress::Host),
            ("https://[::1", NotAddress::Host),
            ("https://[::x]/", NotAddress::Host),
            ("https://good.com\\@evil.com", NotAddress::Character('\\')),
            ("https://example.com/a b", NotAddress::Character(' ')),
            ("https://example.com/\n", NotAddress::Character('\n')),
            ("https://example.com/\u{202e}", NotAddress::Character('\u{202e}')),
            ("https://exam\u{200b}ple.com", NotAddress::Character('\u{200b}')),
            ("https://example.com/<script>", NotAddress::Character('<')),
            ("https://example.com/%zz", NotAddress::Character('%')),
            ("https://example.com/%", NotAddress::Character('%')),
            ("mailto:", NotAddress::Mailbox),
            ("mailto:help", NotAddress::Mailbox),
            ("mailto:@example.com", NotAddress::Mailbox),
            ("mailto:a@b@example.com", NotAddress::Mailbox),
            ("mailto:a@", NotAddress::Host),
        ] {
            assert_eq!(address(text), Err(why), "{text:?}");
        }
    }

    #[test]
    fn what_may_mislead_is_told_apart() {
        for (text, why) in [
            ("https://user:pw@example.com", Misleading::UserInfo),
            ("https://bank.example@evil.example/", Misleading::UserInfo),
            ("https://\u{430}pple.com", Misleading::Host),
            ("https://\u{430}\u{440}\u{440}\u{4cf}\u{435}.com", Misleading::Host),
            ("mailto:help@\u{430}pple.com", Misleading::Host),
        ] {
            assert_eq!(address(text), Ok(Some(why)), "{text}");
        }
    }
}
