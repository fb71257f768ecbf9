import Foundation
import SignalingProtocol

@testable import PortalCore

extension Parser {
    /// Days, times of day, moments.
    static let time = Parser(ofText: "time") { text in
        if let date = LocalDate(text) { try expect(date.description == text, "a day has one spelling") }
        if let local = LocalDateTime(text) {
            try expect(local.description == text, "a time has one spelling")
            guard let zone = TimeZone(identifier: "America/Toronto") else { return }
            let moment = local.resolve(in: zone).first
            if case .unique = local.resolve(in: zone) { try expect(LocalDateTime(moment, in: zone) == local, "clocks show it then") }
        }
        if let moment = Instant(rfc3339: text) {
            let isWritten = (1000...9999).contains(LocalDateTime(moment, in: .gmt)?.date.year ?? 0)
            try expect(!isWritten || Instant(rfc3339: moment.rfc3339) == moment, "a moment reads as what it was")
        }
        if let day = LocalDate(year: 2026, month: 11, day: 23), let birth = try? BirthDate(text, today: day) {
            try expect(birth.date <= day && day.year - birth.date.year <= BirthDate.oldest, "nobody is so young or so old")
        }
    }

    /// Amounts and rates.
    static let money = Parser(ofText: "money") { text in
        for currency in Currency.allCases {
            guard let amount = try? Money(text, currency) else { continue }
            try expect((0...Money.highestFee).contains(amount.minorUnits), "an amount is a fee")
            try expect((try? Money(amount.plainText, currency)) == amount, "an amount reads as what it was")
            for language in Language.allCases { try expect((try? Money(amount.text(in: language), currency)) == amount, "as people write it too") }
        }
        if let rate = TaxRate(percent: text) {
            try expect((0...1_000_000).contains(rate.partsPerMillion), "a rate is a part of the whole")
            for language in Language.allCases { try expect(TaxRate(percent: rate.text(in: language)) == rate, "a rate reads as what it was") }
        }
        if let number = ReceiptNumber(text) { try expect(number.description == text, "a number has one spelling") }
    }

    /// Codes that are typed.
    static let code = Parser(ofText: "code") { text in
        if let bytes = Base32.decode(text) {
            let again = Base32.encode(bytes)
            try expect(Base32.decode(again) == bytes, "letters read as what they were")
        }
        try expect(Base32.decode(Base32.encode(Array(text.utf8))) == Array(text.utf8), "bytes come back")
        if let code = OneTimeCode(typed: text) { try expect(code.digits.wholeMatch(of: /[0-9]{6}/) != nil, "a code is six digits") }
        if let code = RecoveryCode(typed: text) { try expect(RecoveryCode(typed: code.description) == code, "a code reads as what it was") }
        if let secret = TOTP(base32: text) { try expect(TOTP(base32: secret.typedSecret) == secret, "a secret reads as what it was") }
        if let colour = try? Colour(text) { try expect((try? Colour(colour.description)) == colour, "a colour reads as what it was") }
    }

    /// A picture that somebody sends as a logo.
    static let picture = Parser("picture") { bytes in
        guard let logo = try? Logo(image: bytes, changedAt: Instant(milliseconds: 0)) else { return }
        try expect((1...Logo.longestSide).contains(logo.width) && (1...Logo.longestSide).contains(logo.height), "a logo isn't larger than allowed")
        try expect((try? Logo(image: bytes + [0], changedAt: Instant(milliseconds: 0))) == nil, "nothing hides behind a picture")
    }
}
