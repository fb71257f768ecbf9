import ArgumentParser
import Configuration
import HummingbirdTLS
import JWTKit
import ServiceLifecycle

@main
struct Vestibule: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "vestibule")
}
