import ArgumentParser

@main
struct VestibuleLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "vestibule-load")
}
