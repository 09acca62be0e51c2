import { Grid, Select } from "@mantine/core";
import { useEffect } from "react";
import { useAsked } from "../../asking/use";
import { WeekLiaisonsDocument } from "../../gql/graphql";
import { useAddress } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { mayAsk, mayHear, useMe } from "../../shell/me";
import { Alerts } from "./Alerts";
import { lastLiaison, rememberLiaison, STATE } from "./asking";
import { Overdue } from "./Overdue";
import { Rapports } from "./Rapports";
import { Touches } from "./Touches";

/** What a liaison should know and do this week. */
export default function Week() {
  const me = useMe();
  const [shown, change] = useAddress(STATE);
  const asked = useAsked(WeekLiaisonsDocument, {});
  const known = asked.data?.liaisons.nodes.map((one) => one.liaisonId) ?? [];
  const own = [shown.liaison, lastLiaison(), me.subject].find((id) => id && known.includes(id));
  const liaison = own ?? known[0];
  useEffect(() => {
    if (shown.liaison) rememberLiaison(shown.liaison);
  }, [shown.liaison]);
  return (
    <>
      <Head title="My week" says="What is new, whom to see and why, and how your relationships fare">
        <Select
          aria-label="Liaison"
          data={known}
          value={liaison ?? null}
          onChange={(id) => change({ liaison: id ?? undefined })}
          searchable
          allowDeselect={false}
          w={180}
        />
      </Head>
      <Answer of={asked}>
        {() =>
          liaison === undefined ? (
            <Empty title="No liaison is known" to={{ path: "/explore/sources", says: "Sources" }}>
              Load your engagement log: it says who of your team has met whom.
            </Empty>
          ) : (
            <Grid gap="xl">
              <Grid.Col span={{ base: 12, md: 7 }}>
                {mayAsk(me, "nextTouches") && <Touches liaison={liaison} />}
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                {mayAsk(me, "alerts") && (
                  <Alerts isAll={shown.all ?? false} change={(all) => change({ all })} />
                )}
                {mayAsk(me, "rapports") && mayHear(me) && (
                  <Rapports
                    liaison={liaison}
                    state={shown.state}
                    change={(state) => change({ state })}
                  />
                )}
                {mayAsk(me, "cadences") && <Overdue liaison={liaison} />}
              </Grid.Col>
            </Grid>
          )
        }
      </Answer>
    </>
  );
}
