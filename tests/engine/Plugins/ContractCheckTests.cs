using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Tests;

public sealed class ContractCheckTests
{
    [Theory]
    [InlineData("2.3.0.0", "2.3.0.0")]
    [InlineData("2.0.0.0", "2.3.0.0")]
    [InlineData("2.3.9.0", "2.3.0.0")]
    [InlineData("0.2.3.0", "0.2.0.0")]
    public void AnOlderOrEqualMinorIsServed(string built, string hosts) => ContractCheck.Verify(Version.Parse(built), Version.Parse(hosts));

    [Theory]
    [InlineData("1.3.0.0", "2.3.0.0", "major")]
    [InlineData("3.0.0.0", "2.3.0.0", "major")]
    [InlineData("2.4.0.0", "2.3.0.0", "newer")]
    [InlineData("0.1.0.0", "0.2.0.0", "before version 1.0")]
    [InlineData("0.3.0.0", "0.2.0.0", "newer")]
    public void AnotherMajorOrANewerMinorIsRefusedWithBothVersions(string built, string hosts, string reason)
    {
        var message = Assert.Throws<PluginException>(() => ContractCheck.Verify(Version.Parse(built), Version.Parse(hosts))).Message;

        Assert.Contains(built[..3], message);
        Assert.Contains(hosts[..3], message);
        Assert.Contains(reason, message);
    }
}
