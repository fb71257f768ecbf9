import Foundation
import PortalCore
import SignalingProtocol

/// What somebody typed about their practice: its name, how to reach it, where it is, and what receipts say.
struct PracticeDetailsForm: PracticeForm, Equatable {
    var name = ""
    var telephone = ""
    var email = ""
    var hours = ""
    var timeZone = ""
    var language = ""
    var address = ""
    var currency = ""
    /// As many as a fee may bear, empty ones among them.
    var taxes: [TaxLine]

    struct TaxLine: Equatable, Sendable {
        var name = ""
        var rate = ""
        var number = ""

        var isEmpty: Bool { name.isEmpty && rate.isEmpty && number.isEmpty }
    }

    init(_ practice: Practice) {
        name = practice.name.text
        telephone = practice.contact.telephone?.text ?? ""
        email = practice.contact.email?.text ?? ""
        hours = practice.contact.hours?.text ?? ""
        timeZone = practice.timeZone.identifier
        language = practice.language.rawValue
        address = practice.address?.text ?? ""
        currency = practice.currency.rawValue
        taxes = (0..<Tax.mostPerFee).map { index in
            guard practice.taxes.indices.contains(index) else { return TaxLine() }
            let tax = practice.taxes[index]
            return TaxLine(name: tax.name, rate: tax.rate.text(in: practice.language), number: tax.registration ?? "")
        }
    }

    init(_ fields: FormFields) {
        func field(_ name: String, _ limit: Int = 254) -> String { String(fields[name].prefix(limit)) }
        name = field("name")
        telephone = field("telephone")
        email = field("email")
        hours = field("hours")
        timeZone = field("zone")
        language = field("language")
        address = field("address", 1_000)
        currency = field("currency")
        taxes = (1...Tax.mostPerFee).map {
            TaxLine(name: field("tax\($0)-name"), rate: field("tax\($0)-rate"), number: field("tax\($0)-number"))
        }
    }

    func apply(to practice: inout Practice, words: Words) -> [ErrorLine] {
        var errors: [ErrorLine] = []
        func take<Value>(_ field: String, _ value: Value?, _ path: WritableKeyPath<Practice, Value>, _ text: String) {
            if let value { practice[keyPath: path] = value } else { errors.append(ErrorLine(field: field, text: words(text))) }
        }
        func takeOrClear<Value>(_ field: String, _ typed: String, _ value: Value?, _ path: WritableKeyPath<Practice, Value?>, _ text: String) {
            if typed.isEmpty || value != nil {
                practice[keyPath: path] = value
            } else {
                errors.append(ErrorLine(field: field, text: words(text)))
            }
        }
        do throws(TextRefusal) { practice.name = try .parse(name) } catch {
            let isForbidden = error == .forbiddenCharacter
            errors.append(ErrorLine(field: "name", text: words("settings.practice.\(isForbidden ? "nameForbidden" : "nameWrong")")))
        }
        takeOrClear("telephone", telephone, try? Telephone(telephone), \.contact.telephone, "settings.practice.telephoneWrong")
        takeOrClear("email", email, try? EmailAddress(email), \.contact.email, "settings.practice.emailWrong")
        takeOrClear("hours", hours, try? OpeningHours(hours), \.contact.hours, "settings.practice.hoursWrong")
        takeOrClear("address", address, try? PostalAddress(address), \.address, "settings.practice.addressWrong")
        take("zone", TimeZone.named(timeZone), \.timeZone, "settings.practice.zoneWrong")
        take("language", Language(rawValue: language), \.language, "settings.practice.languageWrong")
        take("currency", Currency(rawValue: currency), \.currency, "settings.practice.currencyWrong")
        practice.taxes = readTaxes(words, &errors)
        return errors
    }

    private func readTaxes(_ words: Words, _ errors: inout [ErrorLine]) -> [Tax] {
        var read: [Tax] = []
        for (index, line) in taxes.enumerated() where !line.isEmpty {
            guard let rate = TaxRate(percent: line.rate) else {
                errors.append(ErrorLine(field: "tax\(index + 1)-rate", text: words("settings.practice.taxRateWrong")))
                continue
            }
            guard let tax = try? Tax(name: line.name, rate: rate, registration: line.number) else {
                errors.append(ErrorLine(field: "tax\(index + 1)-name", text: words("settings.practice.taxNameWrong")))
                continue
            }
            read.append(tax)
        }
        return read
    }
}
