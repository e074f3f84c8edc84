using System.Net.Sockets;
using Duet.Server.Configuration;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Startup;

/// <summary>Tells apart what the operator can mend, which is said in a line each, from a defect of ours, which keeps its stack trace.</summary>
internal static class StartupFault
{
    public static string? Describe(Exception fault) => fault switch
    {
        StartupException => fault.Message,
        IOException { InnerException: AddressInUseException } =>
            $"{fault.Message} Another program listens there: stop it, or choose another address with --urls.",
        SocketException => $"{fault.Message}: urls names an address that this machine does not have, or a port that this user may not open.",
        IOException => fault.Message,
        _ => null,
    };
}
