namespace BeyondNtk.Numerics.Tests;

public sealed class NestedWorkTests
{
    [Fact]
    public void WorkWithinWorkOnOneTeamIsRefused()
    {
        var team = WorkerTeam.Of(1);

        Assert.Throws<InvalidOperationException>(() => team.Run(1, (_, _) => team.Run(1, (_, _) => { })));

        var after = 0;
        team.Run(3, (_, _) => after++);
        Assert.Equal(3, after);
    }
}
