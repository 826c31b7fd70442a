//! Currencies and their minor units, as ISO 4217 lists them.

/// Codes with two decimals.
const TWO: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF \
    CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS \
    INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN \
    NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN \
    SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
/// Codes without decimals.
const NONE: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
/// Codes with three decimals.
const THREE: &str = "BHD IQD JOD KWD LYD OMR TND";

/// How long a code is in these lists, with the space behind it.
const STRIDE: usize = 4;

/// How many decimals amounts of a currency have; `None` if ISO 4217 has no such currency.
#[must_use]
pub fn minor_digits(currency: &str) -> Option<u32> {
    let is_listed = |codes: &str| {
        codes.as_bytes().chunks(STRIDE).any(|code| code.trim_ascii_end() == currency.as_bytes())
    };
    [(TWO, 2), (NONE, 0), (THREE, 3)]
        .into_iter()
        .find(|(codes, _)| is_listed(codes))
        .map(|(_, digits)| digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_code_is_found_and_nothing_else() {
        for (codes, digits) in [(TWO, 2), (NONE, 0), (THREE, 3)] {
            for code in codes.split_whitespace() {
                assert_eq!(minor_digits(code), Some(digits), "{code}");
            }
        }
        for wrong in ["", "C", "CN", "CNY ", "cny", "XXX", "NY C", "CNY COP"] {
            assert_eq!(minor_digits(wrong), None, "{wrong:?}");
        }
    }
}
