import CPango
import PortalCore

/// Where things stand on a receipt: from top to bottom, in one column with amounts at its right edge.
struct ReceiptPage {
    private static let margin = 64.0
    private static let labelWidth = 150.0
    private static let amountWidth = 120.0
    private static let width = PDFFile.width - 2 * margin

    private let file: PDFFile
    private let language: Language
    private var y = Self.margin

    init(_ file: PDFFile, language: Language) {
        self.file = file
        self.language = language
    }

    mutating func draw(_ sheet: ReceiptSheet) {
        line(sheet.issuer, size: 13, .bold)
        for text in sheet.issuerLines { line(text, size: 10) }
        y += 36
        line(sheet.title, size: 20, .bold)
        y += 16
        for fact in sheet.facts { row(fact) }
        y += 20
        for amount in sheet.amounts { row(amount) }
        y += 24
        for note in sheet.notes { line(note, size: 9) }
    }

    private mutating func line(_ text: String, size: Double, _ weight: TextBlock.Weight = .regular) {
        let block = block(text, size: size, weight, width: Self.width)
        block.draw(x: Self.margin, y: y)
        y += block.height + 3
    }

    private mutating func row(_ fact: ReceiptSheet.Fact) {
        let label = block(fact.label, size: 10, width: Self.labelWidth - 12)
        let value = block(fact.value, size: 10, .bold, width: Self.width - Self.labelWidth)
        label.draw(x: Self.margin, y: y)
        value.draw(x: Self.margin + Self.labelWidth, y: y)
        y += max(label.height, value.height) + 6
    }

    private mutating func row(_ amount: ReceiptSheet.Amount) {
        rule(heavy: amount.isTotal)
        let weight: TextBlock.Weight = amount.isTotal ? .bold : .regular
        let size = amount.isTotal ? 12.0 : 10.0
        let label = block(amount.label, size: size, weight, width: Self.width - Self.amountWidth - 12)
        let value = block(amount.value, size: size, weight, side: .trailing, width: Self.amountWidth)
        label.draw(x: Self.margin, y: y)
        value.draw(x: Self.margin + Self.width - Self.amountWidth, y: y)
        y += max(label.height, value.height) + 7
    }

    private mutating func rule(heavy: Bool) {
        cairo_set_line_width(file.context, heavy ? 1.2 : 0.4)
        cairo_move_to(file.context, Self.margin, y)
        cairo_line_to(file.context, Self.margin + Self.width, y)
        cairo_stroke(file.context)
        y += 7
    }

    private func block(
        _ text: String, size: Double, _ weight: TextBlock.Weight = .regular, side: TextBlock.Side = .leading, width: Double
    ) -> TextBlock {
        TextBlock(text, on: file.context, size: size, weight: weight, side: side, width: width, language: language)
    }
}
