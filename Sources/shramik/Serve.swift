import ArgumentParser
import Exchange
import Foundation
import Logging
import Portal
import Registry

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Open the portal: pages, and the API beside them.",
        discussion: """
            Runs until Ctrl-C or a polite kill, and then answers what it has begun. With --certificate and --key it speaks \
            HTTPS; without them it listens for a proxy on the same machine, or for a demonstration.

            Exit statuses: 0 stopped as told; 1 the register, key file, certificate or port can't be used, or the register \
            holds the sample cast and --demo was not given.
            """)

    @Option(help: "Address to listen on.")
    var host = "127.0.0.1"
    @Option(help: "Port to listen on.")
    var port = 8080
    @OptionGroup var register: RegistryOptions
    @OptionGroup var messaging: MessagingOptions
    @OptionGroup var mail: MailOptions
    @Option(help: ArgumentHelp("Certificate chain, PEM.", valueName: "file"))
    var certificate: String?
    @Option(help: ArgumentHelp("Private key of the certificate, PEM.", valueName: "file"))
    var key: String?
    @Flag(
        name: .customLong("behind-proxy"),
        help: "A proxy on this machine speaks HTTPS and names the visitor's address in X-Forwarded-For.")
    var behindProxy = false
    @Option(
        name: .customLong("requests-per-minute"),
        help: "Requests that one account, or an address without one, may make; 0 for no limit.")
    var requestsPerMinute = Configuration().requestsPerMinute
    @Flag(help: "Make a sample cast with known secrets, list it on the sign-in page, and say so on every page.")
    var demo = false

    @Option(
        help: ArgumentHelp(
            "File for a signed head of the audit a day; the data base's name with .heads when not given.",
            valueName: "file"))
    var heads: String?
    @Option(
        help: ArgumentHelp(
            "Folder for exported lists, sealed; the data base's name with .exports when not given. Servers of one register share it.",
            valueName: "folder"))
    var exports: String?
    @Option(
        help: ArgumentHelp(
            "Folder for lists that officers send, sealed; the data base's name with .lists when not given. Servers of one register share it.",
            valueName: "folder"))
    var lists: String?
    @Option(
        name: .customLong("largest-list"),
        help: ArgumentHelp("The most megabytes of one list that officers send.", valueName: "megabytes"))
    var largestList = Configuration().largestList >> 20
    @Flag(help: "Log every request by its route, status and time; never an address or a person.")
    var logRequests = false

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is between 0 and 65535.") }
        guard (1...1_048_576).contains(largestList) else {
            throw ValidationError("--largest-list is between 1 and 1048576.")
        }
        guard (certificate == nil) == (key == nil) else {
            throw ValidationError("--certificate and --key go together.")
        }
        let alone = ["127.0.0.1", "::1", "localhost"].contains(host)
        guard alone || certificate != nil || behindProxy || demo else {
            throw ValidationError(
                "--host \(host) can be reached from other machines: give --certificate and --key, or --behind-proxy.")
        }
        for file in [certificate, key].compactMap(\.self) where !FileManager.default.isReadableFile(atPath: file) {
            throw ValidationError("\(file) can't be read.")
        }
    }

    func run() async throws {
        Interrupts.remove()
        let registry = try await register.open()
        if demo {
            try await registry.installSampleCast()
        } else if try await registry.read(as: .program("serve"), SampleCast.isInstalled) {
            throw Failure(
                "the register holds the sample cast, whose secrets everybody knows; serve another, or add --demo")
        }
        var configuration = Configuration()
        (configuration.host, configuration.port) = (host, port)
        (configuration.certificate, configuration.key) = (certificate, key)
        (configuration.behindProxy, configuration.requestsPerMinute) = (behindProxy, requestsPerMinute)
        configuration.demonstration = demo
        configuration.publicURL = messaging.address
        configuration.heads = heads ?? register.headsFile
        configuration.exports = exports ?? register.exportFolder
        configuration.lists = lists ?? register.listFolder
        configuration.largestList = largestList << 20
        configuration.metricsToken = ProcessInfo.processInfo.environment["SHRAMIK_METRICS_TOKEN"]
        configuration.returnReminders = try mail.reminders()
        let portal = try await Portal(registry: registry, configuration: configuration)
        var logger = Logger(label: "shramik") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = logRequests ? .info : .warning
        let address = "\(configuration.secure ? "https" : "http")://\(host):\(port)"
        let deliveries = try messaging.deliveries(of: registry, own: address)
        let mails = try mail.deliveries(of: registry, address: configuration.publicURL, texts: portal.texts)
        print("The portal is open on \(address)")
        fflush(nil)
        let sending = [Task { await deliveries.run() }, Task { if let mails { await mails.run() } }]
        defer { for task in sending { task.cancel() } }
        try await Server.run(portal, logger: logger)
        for task in sending {
            task.cancel()
            await task.value
        }
        try await registry.close()
    }
}
